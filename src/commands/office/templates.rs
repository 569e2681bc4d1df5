//! Templates of documents (文书模板): a version of the bureau's own in the place of the shipped one, from a day on, or the shipped
//! one again. It states all that the shipped one states, or it isn't taken.

use chrono::NaiveDate;
use serde_json::{Map, Value};

use super::named_bureau;
use crate::commands::entry::{Command, Done};
use crate::commands::fault::Fault;
use crate::commands::inputs::{FilePath, Line};
use crate::commands::scene::{Office, Scene};
use crate::commands::spec::{ADMINISTRATOR, From, Group, Subject};
use crate::documents::templates::{TEMPLATE_MAX, check};
use crate::law::requirement::Requirement;
use crate::law::rules::RuleId;
use crate::records::bureau::BureauId;
use crate::records::staff::Staff;
use crate::records::template::{TemplateKind, Version};
use crate::say;
use crate::store::{Sql, templates};
use crate::text::Text;
use crate::text::hash::fingerprint;

command! {
    /// 变更文书模板
    ChangeTemplate "change-template" ["变更文书模板", "change a template"] {
        kind: TemplateKind = ["文书", "Document"];
        file: Option<FilePath> = ["模板文件", "Template file"]
            hint ["由 anjuan template show 得到后修改; 留空恢复随附的模板", "from anjuan template show, edited; empty for the shipped one again"];
        from: NaiveDate = ["自何日起", "Holds from"] hint ["明天或以后: 已审批的按审批之日的模板签发", "tomorrow or later: what is approved is issued by the template of that day"];
        reference: Line = ["依据文件", "Reference"];
        bureau: Option<BureauId> = ["单位", "Bureau"];
    }
    help: [
        "以本局修改的模板代替随附的文书模板, 自某日起生效; 随附模板写明的内容不得缺少",
        "puts the bureau's own version in the place of a shipped template from a day on; it states all that the shipped one states",
    ],
    key: 'x',
    group: Group::Administration,
    subject: Subject::Bureau,
    who: ADMINISTRATOR,
    from: From::Any,
    rules: &[RuleId::R25_1, RuleId::G59_1],
    issues: None,
}

/// Reads a template from a file.
///
/// # Errors
/// When it can't be read, is too long, or no text in UTF-8.
pub fn read(path: &std::path::Path) -> Result<String, Fault> {
    let wrong = |text: Text| Fault::field("file", text);
    let size = std::fs::metadata(path).map_err(|e| wrong(Fault::why_unreadable(path, &e)))?.len();
    if size > TEMPLATE_MAX as u64 {
        return Err(wrong(say!(
            "模板最多 {n} KiB",
            "a template has at most {n} KiB",
            n = TEMPLATE_MAX / 1024
        )));
    }
    let bytes = std::fs::read(path).map_err(|e| wrong(Fault::why_unreadable(path, &e)))?;
    let text = String::from_utf8(bytes);
    let text = text.map_err(|_| wrong(Text::new("不是 UTF-8 文本", "it is no text in UTF-8")))?;
    Ok(text.trim_start_matches('\u{feff}').replace("\r\n", "\n"))
}

impl Command for ChangeTemplate {
    type Facts = Office;

    fn judge(_: &Scene<Office>, _: Option<&Self>) -> Vec<Requirement> {
        Vec::new()
    }

    fn apply(&self, scene: &Scene<Office>, sql: &dyn Sql) -> Result<Done, Fault> {
        if self.from <= scene.moment.today {
            let text = Text::new("自明天或以后生效", "from tomorrow or later");
            return Err(Fault::field("from", text));
        }
        let source = self.file.as_ref().map(|FilePath(path)| read(path)).transpose()?;
        if let Some(source) = &source {
            check(self.kind, source).map_err(|fault| Fault::field("file", fault.text()))?;
        }
        let sha256 = source.as_ref().map(|source| fingerprint(source.as_bytes()));
        let version = Version { kind: self.kind, from: self.from, source };
        let told = (sha256.as_deref(), self.reference.0.as_str());
        templates::add(sql, scene.facts.0, &version, told, scene.actor.id)?;
        Ok(Done::default().with("template_sha256", sha256))
    }

    fn office(fields: &Map<String, Value>, actor: &Staff) -> BureauId {
        named_bureau(fields, actor)
    }
}
