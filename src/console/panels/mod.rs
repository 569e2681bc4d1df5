//! Panels: what opens over a screen or a record and is closed again with Esc.

pub mod actions;
pub mod article;
pub mod bulk;
pub mod capacity;
mod capacity_rows;
mod card;
pub mod chart;
pub mod confirm;
pub mod conflict;
pub mod contents;
pub mod counting;
pub mod desk;
pub mod document;
pub mod drafts;
pub mod help;
pub mod history;
pub mod inspectors;
mod kept_list;
pub mod occupations;
pub mod outbox;
pub mod palette;
pub mod plans;
pub mod requirement;
pub mod revealed;
mod rows;
pub mod save;
pub mod settings;
pub mod sheet;
pub mod violations;

use super::keys::Key;
use super::layer::Binding;
use crate::text::Text;

/// The key that closes a panel.
pub(super) const fn back() -> Binding {
    Binding::new(
        Key::ESC,
        Text::new("返回", "back"),
        Text::new("关闭, 回到下面一层", "closes this and goes back to what is below"),
        8,
    )
}
