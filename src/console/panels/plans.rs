//! 督导计划 (`:plans`): the plans of supervision, the newest first, with how far each is. Bars are of `#`, so that they need no colour.

use ratatui::Frame;
use ratatui::layout::{Position, Rect};

use super::back;
use super::chart::{bar, rest};
use crate::console::context::Context;
use crate::console::keys::Key;
use crate::console::layer::{Binding, Flow, Layer};
use crate::console::theme::Meaning;
use crate::console::widgets::{after, put, row};
use crate::records::plan::SupervisionPlan;
use crate::say;
use crate::store::lists::Sight;
use crate::store::plans;
use crate::text::Text;

/// Plans read at most: each takes three rows.
const SHOWN: usize = 40;

struct Plans(Vec<SupervisionPlan>);

/// Opens it.
///
/// # Errors
/// When the database can't be read.
pub fn open(cx: &Context) -> Result<Box<dyn Layer>, Text> {
    Ok(Box::new(Plans(read(cx)?)))
}

fn read(cx: &Context) -> Result<Vec<SupervisionPlan>, Text> {
    plans::newest(&cx.store, Sight::of(cx.actor.bureau), cx.day(), SHOWN).map_err(|e| e.text)
}

impl Layer for Plans {
    fn title(&self, _: &Context) -> Text {
        Text::new("督导计划", "Plans of supervision")
    }

    fn bindings(&self, _: &Context) -> Vec<Binding> {
        vec![back()]
    }

    fn handle(&mut self, key: Key, _: &mut Context) -> Flow {
        if key == Key::ESC { Flow::Close } else { Flow::Ignored }
    }

    fn draw(&mut self, frame: &mut Frame<'_>, area: Rect, cx: &Context) -> Option<Position> {
        let buffer = frame.buffer_mut();
        let title = Text::new("督导计划: 已督导 / 安排", "Plans of supervision: held of planned");
        put(buffer, after(row(area, 0), 1), cx.look.say(&title), Meaning::Title);
        if self.0.is_empty() {
            let none = Text::new(
                "还没有计划: 「按周期安排督导」安排一次",
                "no plan yet: 'plan the visits of a cycle' makes one",
            );
            put(buffer, after(row(area, 1), 1), cx.look.say(&none), Meaning::Muted);
        }
        for (at, plan) in (0_u16..).zip(&self.0).take_while(|(at, _)| 3 * at + 3 < area.height) {
            let head = say!(
                "{t}  {k}  {f} 至 {u}",
                "{t}  {k}  {f} to {u}",
                t = plan.title.as_str(),
                k = plan.kind,
                f = plan.days.0,
                u = plan.days.1
            );
            put(buffer, after(row(area, 3 * at + 1), 1), cx.look.say(&head), Meaning::Text);
            let width = area.width.saturating_sub(30);
            let done = bar(i64::from(plan.held), i64::from(plan.visits), width);
            put(
                buffer,
                after(row(area, 3 * at + 2), 1),
                &format!("{done}{}", rest(&done, width)),
                Meaning::Text,
            );
            let late = match plan.late {
                0 => Text::default(),
                late => say!("  逾期 {n}", "  late {n}", n = late),
            };
            let told = say!("{h}/{v}{l}", "{h}/{v}{l}", h = plan.held, v = plan.visits, l = late);
            let meaning = if plan.late > 0 { Meaning::Alert } else { Meaning::Text };
            put(buffer, after(row(area, 3 * at + 2), width + 2), cx.look.say(&told), meaning);
        }
        (!area.is_empty()).then(|| area.as_position())
    }

    fn refresh(&mut self, cx: &mut Context) {
        match read(cx) {
            Ok(plans) => self.0 = plans,
            Err(why) => cx.tell(why),
        }
    }
}
