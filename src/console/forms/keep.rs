//! Drafts of a form (草稿): taken up when it opens, saved while somebody types, thrown away when it is done.

use super::entries::Entries;
use super::form::Form;
use crate::console::context::Context;
use crate::console::theme::Meaning;
use crate::say;
use crate::store;
use crate::store::drafts::{self, Draft};
use crate::text::Text;

/// Tries, of about a millisecond each, that saving a draft waits for others.
const TYPING: i32 = 40;
const LEAVING: i32 = 400;

impl Form {
    pub(super) fn take_up_draft(&mut self, cx: &Context, left_out: &[&str]) {
        let all = match drafts::of_staff(&cx.store, cx.actor.id) {
            Ok(all) => all,
            Err(error) => return self.said = Some((error.text, Meaning::Error)),
        };
        let subject = self.subject_no();
        let mine = all.into_iter().find(|d| d.command == self.spec.name && d.subject == subject);
        let Some(draft) = mine else { return };
        // What stands in the record is what the draft began with, whatever the form was opened with.
        self.began = Entries::new(self.spec.fields, left_out, &self.standing.prefill, &self.desk).typed();
        self.entries = Entries::new(self.spec.fields, left_out, &draft.fields, &self.desk);
        self.kept = self.entries.typed();
        self.has_draft = true;
        let when = draft.saved_at.format("%m-%d %H:%M").to_string();
        let stale = draft.base_version.is_some() && draft.base_version != self.standing.version;
        self.version = draft.base_version.or(self.version);
        self.said = Some(if stale {
            let text = say!(
                "已恢复 {w} 的草稿; 此后记录有变, 提交时逐项比较",
                "the draft of {w} is back; the record changed since: both will be compared",
                w = when
            );
            (text, Meaning::Warning)
        } else {
            (say!("已恢复 {w} 的草稿", "the draft of {w} is back", w = when), Meaning::Good)
        });
    }

    /// Saves what is typed, if it changed since the last time.
    /// While somebody types, nobody waits for another's writing: the next pause tries again.
    pub(super) fn keep(&mut self, cx: &Context) {
        store::hurried(TYPING, || self.save_draft(cx));
    }

    /// The last chance: as long as a program that is asked to end may take.
    pub(super) fn keep_at_last(&mut self, cx: &Context) {
        store::hurried(LEAVING, || self.save_draft(cx));
    }

    fn save_draft(&mut self, cx: &Context) {
        let typed = self.entries.typed();
        if typed == self.kept {
            return;
        }
        let saved = if typed == self.began {
            drafts::discard(&cx.store, cx.actor.id, self.spec.name, &self.subject_no())
        } else {
            let draft = Draft {
                command: self.spec.name.to_owned(),
                subject: self.subject_no(),
                fields: typed.clone(),
                base_version: self.version,
                saved_at: cx.moment().at,
            };
            drafts::save(&cx.store, cx.actor.id, &draft)
        };
        match saved {
            Ok(()) => {
                self.has_draft = typed != self.began;
                self.kept = typed;
            }
            Err(error) => {
                let text = say!("草稿尚未存下: {e}", "the draft is not saved yet: {e}", e = error.text);
                self.said = Some((text, Meaning::Error));
            }
        }
    }

    pub(super) fn throw_away(&mut self, cx: &Context) -> Result<(), Text> {
        if !self.has_draft {
            return Ok(());
        }
        drafts::discard(&cx.store, cx.actor.id, self.spec.name, &self.subject_no()).map_err(|e| e.text)?;
        self.has_draft = false;
        self.kept = self.entries.typed();
        Ok(())
    }
}
