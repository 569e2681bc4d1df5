//! 键位 (`?`): every key that works now, with what it does or why it does nothing. Enter does the selected one.

use ratatui::Frame;
use ratatui::layout::{Position, Rect};

use super::rows::{Entry, Rows, panel};
use crate::console::context::Context;
use crate::console::keys::{Code, Key};
use crate::console::layer::{Binding, Flow, Layer};
use crate::text::Text;

static TITLE: Text = Text::new("键位", "Keys");

struct Help {
    bindings: Vec<Binding>,
    rows: Rows,
}

/// Opens over the layers whose keys are given.
pub fn open(bindings: Vec<Binding>) -> Box<dyn Layer> {
    let entries = bindings
        .iter()
        .map(|binding| Entry {
            lead: binding.key.to_string(),
            label: binding.label.clone(),
            remark: binding.why_not.clone().unwrap_or_else(|| binding.help.clone()),
            muted: binding.why_not.is_some(),
        })
        .collect();
    Box::new(Help { bindings, rows: Rows::new(entries) })
}

impl Layer for Help {
    fn title(&self, _: &Context) -> Text {
        TITLE.clone()
    }

    fn bindings(&self, _: &Context) -> Vec<Binding> {
        vec![
            Binding::new(
                Key::ENTER,
                Text::new("执行", "do"),
                Text::new("执行所选的键", "does what the selected key does"),
                9,
            ),
            super::back(),
        ]
    }

    fn handle(&mut self, key: Key, cx: &mut Context) -> Flow {
        match key.code {
            Code::Esc | Code::Char('?' | 'q') => return Flow::Close,
            Code::Enter => {
                let Some(binding) = self.rows.selected().and_then(|at| self.bindings.get(at)) else {
                    return Flow::Close;
                };
                match &binding.why_not {
                    None => return Flow::Resend(binding.key),
                    Some(why) => cx.tell(why.clone()),
                }
            }
            _ if self.rows.handle(key, true) => {}
            _ => return Flow::Ignored,
        }
        Flow::Handled
    }

    fn draw(&mut self, frame: &mut Frame<'_>, area: Rect, cx: &Context) -> Option<Position> {
        let inner = panel(&TITLE, self.bindings.len(), area, frame.buffer_mut(), cx.look);
        self.rows.draw(inner, frame.buffer_mut(), cx.look)
    }

    fn refresh(&mut self, _: &mut Context) {}

    fn floats(&self) -> bool {
        true
    }
}
