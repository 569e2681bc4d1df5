//! Materials review (材料审核): what the checklist asks for, what is there of it, and whether it is enough.

use super::completion::answered;
use super::settle::is_checked;
use super::{advance, board, done, no_such_step, stay, wait};
use crate::commands::cases::evidence::read_file;
use crate::commands::entry::{Command, Done, Fields};
use crate::commands::fault::Fault;
use crate::commands::inputs::{FilePath, FilingNo, Paragraph};
use crate::commands::scene::Scene;
use crate::commands::spec::{From, Group, HANDLER, Subject};
use crate::law::requirement::{Mend, Requirement};
use crate::law::rules::RuleId;
use crate::records::filing::{FilingFile, FilingKind, FilingStatus, Mark, Material, MaterialState, WaitsFor};
use crate::say;
use crate::store::filing_papers::{self, NewFile};
use crate::store::{Sql, attachments};
use crate::text::Text;

/// Marks on a list of so many items, each for one of them and once.
pub(super) fn marked(marks: &[Mark], items: usize) -> Result<&[Mark], Fault> {
    let wrong = |text| Err(Fault::field("items", text));
    for (at, mark) in marks.iter().enumerate() {
        if mark.place == 0 || usize::try_from(mark.place).is_ok_and(|place| place > items) {
            return wrong(say!(
                "没有第 {p} 项, 共 {n} 项",
                "there is no item {p}: the list has {n}",
                p = mark.place,
                n = items
            ));
        }
        if marks[..at].iter().any(|other| other.place == mark.place) {
            return wrong(say!("第 {p} 项重复", "item {p} stands twice", p = mark.place));
        }
        if mark.state == MaterialState::NotNeeded && mark.note.trim().is_empty() {
            return wrong(say!(
                "第 {p} 项不需的, 写明理由",
                "item {p} is not needed: say why",
                p = mark.place
            ));
        }
    }
    Ok(marks)
}

/// What lacks of the checklist, with the remark.
pub(super) fn lacking(file: &FilingFile) -> Vec<String> {
    let missing = file.materials.iter().filter(|material| material.state == MaterialState::Missing);
    missing.map(wanted).collect()
}

/// An item of the checklist as a request asks for it, with the remark.
pub(super) fn wanted(material: &Material) -> String {
    match material.note.is_empty() {
        true => material.item.clone(),
        false => format!("{} ({})", material.item, material.note),
    }
}

/// R8-2: every item of the checklist is there, or not needed for a reason; none where it has no checklist.
pub(super) fn complete(file: &FilingFile) -> Option<Requirement> {
    let lacking = lacking(file);
    let (all, there) = (file.materials.len(), file.materials.len() - lacking.len());
    let items: Vec<Text> = lacking.into_iter().map(Text::same).collect();
    (all > 0).then(|| {
        Requirement::when(
            RuleId::R8_2,
            items.is_empty(),
            say!("材料清单 {n} 项齐全", "all {n} items of the checklist are there", n = all),
            say!(
                "材料 {t}/{n}, 还缺: {l}",
                "{t} of {n} items are there, missing: {l}",
                t = there,
                n = all,
                l = Text::join(&items)
            ),
            Mend::Somebody(Text::new(
                "核对材料清单, 或通知补正",
                "go through the checklist, or ask for completion",
            )),
        )
    })
}

command! {
    /// 核对材料清单
    CheckMaterials "check-materials" ["核对材料清单", "go through the checklist"] {
        filing: FilingNo = ["备案", "Filing"];
        complete: Option<bool> = ["全部收齐", "All are there"];
        items: Option<Vec<Mark>> = ["逐项", "Item by item"]
            hint ["空格: 已收或缺, 左右键: 不需; 直接输入备注, 不需的写明理由", "space: there or missing, left and right: not needed; type a remark, a reason where it is not needed"];
    }
    help: ["逐项记明材料已收、缺、不需; 全部收齐的一并记明", "says of each item of the checklist whether it is there, missing, or not needed and why"],
    key: 'M',
    group: Group::Filing,
    subject: Subject::Filing,
    who: HANDLER,
    from: From::Filing(&[FilingStatus::Materials, FilingStatus::Returned]),
    rules: &[RuleId::R8_2],
    issues: None,
}

impl Command for CheckMaterials {
    type Facts = FilingFile;

    fn judge(scene: &Scene<FilingFile>, _: Option<&Self>) -> Vec<Requirement> {
        let listed = !scene.facts.materials.is_empty();
        vec![Requirement::when(
            RuleId::R8_2,
            listed,
            say!("材料清单 {n} 项", "the checklist has {n} items", n = scene.facts.materials.len()),
            Text::new("该备案没有材料清单", "this filing has no checklist"),
            Mend::Nothing,
        )]
    }

    fn apply(&self, scene: &Scene<FilingFile>, sql: &dyn Sql) -> Result<Done, Fault> {
        let (file, all) = (&scene.facts, self.complete == Some(true));
        if !all && self.items.is_none() {
            let text =
                Text::new("逐项记明, 或选全部收齐", "say where each item stands, or that all are there");
            return Err(Fault::field("items", text));
        }
        let marks = marked(self.items.as_deref().unwrap_or_default(), file.materials.len())?;
        for material in &file.materials {
            let said = marks.iter().find(|mark| mark.place == material.place);
            let state = said.map_or(material.state, |mark| mark.state);
            let state = if all && state == MaterialState::Missing { MaterialState::There } else { state };
            let note = said.map_or(material.note.as_str(), |mark| mark.note.trim());
            if (state, note) != (material.state, material.note.as_str()) {
                filing_papers::mark(sql, file.id, material.place, state, note)?;
            }
        }
        stay(scene, sql)
    }

    fn prefill(scene: &Scene<FilingFile>) -> Fields {
        let mark = |material: &Material| Mark {
            place: material.place,
            item: material.item.clone(),
            state: material.state,
            note: material.note.clone(),
        };
        let marks: Vec<Mark> = scene.facts.materials.iter().map(mark).collect();
        let mut fields = Fields::new();
        fields.extend(serde_json::to_value(marks).ok().map(|marks| ("items".to_owned(), marks)));
        fields
    }
}

command! {
    /// 材料附件
    AttachMaterial "attach-material" ["附上材料", "attach a material"] {
        filing: FilingNo = ["备案", "Filing"];
        place: u32 = ["清单第几项", "Item of the checklist"];
        file: FilePath = ["文件", "File"] hint ["本机路径, 可用 Tab 补全; 最大 20 MiB", "a path on this machine; Tab completes; at most 20 MiB"];
    }
    help: ["把机构提交的文件附到清单的一项, 内容和哈希一并保存; 该项记为已收", "puts a file on file for an item of the checklist, with its hash; the item is there then"],
    key: 'A',
    group: Group::Filing,
    subject: Subject::Filing,
    who: HANDLER,
    from: From::Filing(&[FilingStatus::Applied, FilingStatus::Materials, FilingStatus::Returned]),
    rules: &[RuleId::R8_2],
    issues: None,
}

impl Command for AttachMaterial {
    type Facts = FilingFile;

    fn judge(scene: &Scene<FilingFile>, _: Option<&Self>) -> Vec<Requirement> {
        CheckMaterials::judge(scene, None)
    }

    fn apply(&self, scene: &Scene<FilingFile>, sql: &dyn Sql) -> Result<Done, Fault> {
        let file = &scene.facts;
        let Some(material) = file.materials.iter().find(|material| material.place == self.place) else {
            let text = say!("没有第 {p} 项", "there is no item {p}", p = self.place);
            return Err(Fault::field("place", text));
        };
        let (name, bytes) = read_file("file", &self.file.0)?;
        let sha256 = attachments::keep(sql, bytes)?;
        let new = NewFile {
            filing: file.id,
            place: self.place,
            name: &name,
            sha256: &sha256,
            on: scene.moment.today,
            by: scene.actor.id,
        };
        filing_papers::attach(sql, &new)?;
        if material.state == MaterialState::Missing {
            filing_papers::mark(sql, file.id, self.place, MaterialState::There, &material.note)?;
        }
        Ok(stay(scene, sql)?.with("sha256", sha256))
    }
}

command! {
    /// 材料审核通过
    PassMaterials "pass-materials" ["材料审核通过", "pass the materials"] {
        filing: FilingNo = ["备案", "Filing"];
        opinion: Paragraph = ["意见", "Opinion"];
    }
    help: ["材料齐全, 转现场查勘; 不评审的转研究同意或核准", "the materials are complete: on to the survey; where nothing is assessed, to the approval"],
    key: 'm',
    group: Group::Filing,
    subject: Subject::Filing,
    who: HANDLER,
    from: From::Filing(&[FilingStatus::Materials]),
    rules: &[RuleId::R8_1, RuleId::R8_2],
    issues: None,
}

impl Command for PassMaterials {
    type Facts = FilingFile;

    fn judge(scene: &Scene<FilingFile>, _: Option<&Self>) -> Vec<Requirement> {
        let file = &scene.facts;
        let all = no_such_step(!is_checked(file)).into_iter().chain([answered(file)]);
        all.chain(complete(file))
            .chain(board(scene).implementing_consent())
            .chain(board(scene).designated_elsewhere())
            .collect()
    }

    fn apply(&self, scene: &Scene<FilingFile>, sql: &dyn Sql) -> Result<Done, Fault> {
        done(scene, sql, FilingStatus::Materials, true, &self.opinion.0)?;
        match scene.facts.kind {
            FilingKind::Change => advance(scene, sql, FilingStatus::Approval),
            // Selected elsewhere: the bureau approves it next (R8-1, R9-1).
            _ if !scene.facts.assessed => wait(scene, sql, FilingStatus::Approval, WaitsFor::Bureau, None),
            _ => advance(scene, sql, FilingStatus::Survey),
        }
    }
}
