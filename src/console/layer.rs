//! A layer of the console: a screen, a panel or a dialog. Keys go down the stack from the top; each layer tells its
//! bindings, from which footer, `?` and palette are made.

use ratatui::Frame;
use ratatui::layout::{Position, Rect};

use super::context::Context;
use super::keys::Key;
use crate::commands::scene;
use crate::commands::spec::Subject;
use crate::text::Text;

/// A key that does something now, or why it doesn't.
#[derive(Debug, Clone, PartialEq)]
pub struct Binding {
    /// The key.
    pub key: Key,
    /// Label in the footer.
    pub label: Text,
    /// What it does, in a sentence, for `?` and the palette.
    pub help: Text,
    /// Why it does nothing now, if so.
    pub why_not: Option<Text>,
    /// How long it stays in a footer that is too narrow: higher stays longer.
    pub importance: u8,
}

impl Binding {
    /// A key that works. Importance 0 is not shown in the footer.
    #[must_use]
    pub const fn new(key: Key, label: Text, help: Text, importance: u8) -> Self {
        Self { key, label, help, why_not: None, importance }
    }

    /// The same key, out of work for a reason if there is one.
    #[must_use]
    pub fn unless(self, why_not: Option<Text>) -> Self {
        Self { why_not, ..self }
    }
}

/// What comes of a key.
pub enum Flow {
    /// Not for this layer: the one below may have it.
    Ignored,
    /// Done; draw again.
    Handled,
    /// Close this layer.
    Close,
    /// Put another layer on top.
    Push(Box<dyn Layer>),
    /// Put another layer in the place of this one.
    Replace(Box<dyn Layer>),
    /// Leave all layers but the lowest, and put this one in its place (another screen).
    Go(Box<dyn Layer>),
    /// Send this key again through the stack below, once this layer is closed (help runs what it shows).
    Resend(Key),
    /// End the program.
    Quit,
}

/// A layer. `draw` has no side effects; what changes data goes through `commands::execute`.
pub trait Layer {
    /// The name shown in breadcrumbs and window titles.
    fn title(&self, cx: &Context) -> Text;

    /// What the keys do now.
    fn bindings(&self, cx: &Context) -> Vec<Binding>;

    /// A key that is meant for this layer.
    fn handle(&mut self, key: Key, cx: &mut Context) -> Flow;

    /// Pasted text. Outside a field it is ignored with a hint.
    fn paste(&mut self, _text: &str, cx: &mut Context) -> Flow {
        cx.tell(Text::new("此处不能粘贴; 请先进入输入框", "nothing to paste into here: enter a field first"));
        Flow::Handled
    }

    /// Whether letters are never for what lies below: a form, whatever field the keys go to.
    fn keeps_letters(&self) -> bool {
        self.in_text()
    }

    /// Draws; where the terminal's cursor belongs (a caret, or the selected row).
    fn draw(&mut self, frame: &mut Frame<'_>, area: Rect, cx: &Context) -> Option<Position>;

    /// The data changed, by an act here or by another process: query again. Never touches what is being typed.
    fn refresh(&mut self, cx: &mut Context);

    /// What may wait until the frame is drawn and no key is waiting (totals, counts); whether to draw again.
    fn settle(&mut self, _cx: &mut Context) -> bool {
        false
    }

    /// The record that the keys are about now: the palette and the actions run on it.
    fn subject(&self) -> Option<(Subject, scene::Key)> {
        None
    }

    /// Its place among the screens, if it is one.
    fn screen(&self) -> Option<usize> {
        None
    }

    /// Whether a text field has the focus, so that letters are text.
    fn in_text(&self) -> bool {
        false
    }

    /// Whether it stands over the layer below (a dialog) or covers it whole.
    fn floats(&self) -> bool {
        false
    }

    /// The program is about to end: keep what was typed.
    fn save(&mut self, _cx: &mut Context) {}
}
