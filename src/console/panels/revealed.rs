//! What an act showed of a person in the clear (个人信息): gone when it is closed; that it was shown is in the history.

use ratatui::Frame;
use ratatui::layout::{Position, Rect};

use super::rows::panel;
use crate::console::context::Context;
use crate::console::keys::Key;
use crate::console::layer::{Binding, Flow, Layer};
use crate::console::theme::{Look, Meaning};
use crate::console::widgets::Reader;
use crate::text::Text;

/// The remark under it.
static ON_RECORD: Text = Text::new("本次查看已记入经过", "that it was shown is in the history");

struct Revealed {
    title: Text,
    rows: usize,
    reader: Reader,
}

/// Opens it with the lines that the act showed.
pub fn open(title: Text, lines: &[Text], look: Look) -> Box<dyn Layer> {
    let mut all: Vec<_> = lines.iter().map(|line| (look.say(line).to_owned(), Meaning::Text)).collect();
    all.push((look.say(&ON_RECORD).to_owned(), Meaning::Muted));
    Box::new(Revealed { title, rows: all.len(), reader: Reader::new(all) })
}

impl Layer for Revealed {
    fn title(&self, _: &Context) -> Text {
        self.title.clone()
    }

    fn bindings(&self, _: &Context) -> Vec<Binding> {
        vec![super::back()]
    }

    fn handle(&mut self, key: Key, _: &mut Context) -> Flow {
        match key {
            Key::ESC | Key::ENTER => Flow::Close,
            _ if self.reader.handle(key) => Flow::Handled,
            _ => Flow::Ignored,
        }
    }

    fn draw(&mut self, frame: &mut Frame<'_>, area: Rect, cx: &Context) -> Option<Position> {
        let inner = panel(&self.title, self.rows, area, frame.buffer_mut(), cx.look);
        self.reader.draw(inner, frame.buffer_mut());
        (!inner.is_empty()).then(|| inner.as_position())
    }

    fn refresh(&mut self, _: &mut Context) {}
}
