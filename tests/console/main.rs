//! The console whole, driven in process: what a person sees, what keys do, what frames cost.

mod behaviour;
mod bulk;
mod cost;
mod desk;
#[path = "../support/many.rs"]
mod many;
mod panels;
mod practice;
mod screens;
mod seen;
mod sizes;
