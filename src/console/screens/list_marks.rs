//! Marking rows of a list (多选): for one act on all of them, each judged for itself.

use std::collections::BTreeSet;

use super::list::{ListScreen, nothing_selected, nothing_to_do, subject_of};
use crate::console::context::Context;
use crate::console::layer::Flow;
use crate::console::panels;
use crate::say;
use crate::store::lists::{self, Step};
use crate::text::Text;

/// Most records that one act takes.
const MOST: usize = 1_000;

fn enough() -> Text {
    say!("一次最多 {n} 件", "at most {n} records at once", n = MOST)
}

impl ListScreen {
    /// Marks the selected record, or takes its mark away, and goes on to the next.
    pub(super) fn mark(&mut self, cx: &mut Context) {
        let Some((no, name)) = self.window.selected().and_then(|row| Some((row.no?, row.agency.clone())))
        else {
            return cx.tell(nothing_selected());
        };
        match self.marks.iter().position(|(marked, _)| *marked == no) {
            Some(at) => drop(self.marks.remove(at)),
            None if subject_of(no).is_none() => return cx.tell(nothing_to_do()),
            None if self.marks.len() >= MOST => return cx.tell(enough()),
            None => self.marks.push((no, name)),
        }
        self.act(cx, |w, cx| w.go(&cx.store, 1));
    }

    /// Marks all that is listed beside what is marked already, as far as one act takes.
    pub(super) fn mark_all(&mut self, cx: &mut Context) {
        match lists::window(&cx.store, self.window.query(), None, Step::After, MOST + 1) {
            Ok(rows) => {
                if rows.len() > MOST {
                    cx.tell(enough());
                }
                let records = rows.into_iter().take(MOST).filter_map(|row| Some((row.no?, row.agency)));
                self.marks.extend(records.filter(|(no, _)| subject_of(*no).is_some()));
                // Several clocks of one record are one record.
                let mut seen = BTreeSet::new();
                self.marks.retain(|(no, _)| seen.insert(no.to_string()));
                if self.marks.len() > MOST {
                    self.marks.truncate(MOST);
                    cx.tell(enough());
                }
            }
            Err(error) => cx.tell(error.text),
        }
    }

    /// What can be done with all that is marked.
    pub(super) fn act_on_marked(&self, cx: &mut Context) -> Flow {
        let mut kinds = self.marks.iter().filter_map(|(no, _)| subject_of(*no)).map(|(subject, _)| subject);
        let Some(first) = kinds.next() else { return Flow::Handled };
        if kinds.any(|other| other != first) {
            cx.tell(Text::new("所选记录种类不同, 不能一并办理", "the marked records are of different kinds"));
            return Flow::Handled;
        }
        match panels::bulk::open(cx, first, self.marks.clone()) {
            Ok(layer) => Flow::Push(layer),
            Err(why) => {
                cx.tell(why);
                Flow::Handled
            }
        }
    }
}
