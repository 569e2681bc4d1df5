//! 发件箱 (`:outbox`): the bureau's messages that are not done with, why they failed and what to do; Enter opens the case.

use ratatui::Frame;
use ratatui::layout::{Position, Rect};

use super::rows::{Entry, Rows, panel};
use crate::console::context::Context;
use crate::console::keys::{Code, Key};
use crate::console::layer::{Binding, Flow, Layer};
use crate::console::screens;
use crate::console::theme::Meaning;
use crate::console::widgets::{after, put, row};
use crate::records::mail::Mail;
use crate::say;
use crate::store::{documents, mail};
use crate::text::{Text, cells};

static TITLE: Text = Text::new("发件箱", "Outbox");
/// Rows under the list for the whole of the selected message.
const FOOT: u16 = 4;

struct Outbox {
    mails: Vec<Mail>,
    rows: Rows,
}

/// Opens it.
///
/// # Errors
/// When the database can't be read.
pub fn open(cx: &Context) -> Result<Box<dyn Layer>, Text> {
    let mut outbox = Outbox { mails: Vec::new(), rows: Rows::default() };
    outbox.fill(cx)?;
    Ok(Box::new(outbox))
}

impl Outbox {
    fn fill(&mut self, cx: &Context) -> Result<(), Text> {
        self.mails = mail::open(&cx.store, cx.actor.bureau).map_err(|e| e.text)?;
        let entry = |mail: &Mail| Entry {
            lead: mail.document.to_string(),
            label: say!("{k} {a}", "{k} {a}", k = mail.kind, a = mail.address.as_str()),
            remark: mail.status.label(),
            muted: false,
        };
        self.rows.replace(self.mails.iter().map(entry).collect());
        Ok(())
    }

    fn selected(&self) -> Option<&Mail> {
        self.mails.get(self.rows.selected()?)
    }
}

impl Layer for Outbox {
    fn title(&self, _: &Context) -> Text {
        TITLE.clone()
    }

    fn bindings(&self, _: &Context) -> Vec<Binding> {
        let none = self.mails.is_empty().then(|| Text::new("没有未了的邮件", "no message is open"));
        vec![
            Binding::new(
                Key::ENTER,
                Text::new("打开案件", "its case"),
                Text::new("打开邮件所属的案件, 在那里处理", "opens the case, where it is settled"),
                9,
            )
            .unless(none),
            super::back(),
        ]
    }

    fn handle(&mut self, key: Key, cx: &mut Context) -> Flow {
        match key.code {
            Code::Esc => return Flow::Close,
            Code::Enter => {
                let Some(mail) = self.selected() else { return Flow::Handled };
                let case = documents::owner_by_no(&cx.store, mail.document).map_err(|e| e.text);
                match case.and_then(|case| screens::open_record(case, cx)) {
                    Ok(layer) => return Flow::Push(layer),
                    Err(why) => cx.tell(why),
                }
            }
            _ if self.rows.handle(key, true) => {}
            _ => return Flow::Ignored,
        }
        Flow::Handled
    }

    fn draw(&mut self, frame: &mut Frame<'_>, area: Rect, cx: &Context) -> Option<Position> {
        let inner =
            panel(&TITLE, self.mails.len() + usize::from(FOOT) + 1, area, frame.buffer_mut(), cx.look);
        let buffer = frame.buffer_mut();
        let list = Rect { height: inner.height.saturating_sub(FOOT), ..inner };
        let parked = self.rows.draw(list, buffer, cx.look);
        let told = match self.selected() {
            Some(mail) => mail.told(),
            None => Text::new("没有未了的邮件", "no message is open"),
        };
        let width = usize::from(inner.width.saturating_sub(4));
        for (at, line) in
            cells::wrap(cx.look.say(&told), width).into_iter().take(usize::from(FOOT)).enumerate()
        {
            let place = after(row(inner, list.height + at as u16), 2);
            put(buffer, place, line, Meaning::Muted);
        }
        parked
    }

    fn refresh(&mut self, cx: &mut Context) {
        // What can't be read any more stays as it was shown.
        let _ = self.fill(cx);
    }

    fn floats(&self) -> bool {
        true
    }
}
