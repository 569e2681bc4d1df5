//! The console whole, driven in process: what a person sees, what keys do, what frames cost.

mod behaviour;
mod bulk;
mod cost;
mod desk;
mod panels;
mod practice;
mod screens;
mod seen;
mod sizes;
