//! The regulation's text (条文): loaded by the bureau, kept by version. The product never carries it itself.

use crate::commands::entry::{Command, Done};
use crate::commands::fault::Fault;
use crate::commands::inputs::Data;
use crate::commands::scene::{Office, Scene};
use crate::commands::spec::{ADMINISTRATOR, From, Group, Subject};
use crate::law::requirement::Requirement;
use crate::law::statute::Statute;
use crate::store::{Sql, statutes};
use crate::text::Text;
use crate::text::hash::fingerprint;

command! {
    /// 导入条文
    ImportStatute "import-statute" ["导入条文", "load the regulation's text"] {
        statute: Data<Statute> = ["条文", "Text"];
    }
    help: ["导入管理办法全文, 分条保存; F1 即可查看", "loads the regulation's text, article by article, for F1"],
    key: 't',
    group: Group::Administration,
    subject: Subject::Bureau,
    who: ADMINISTRATOR,
    from: From::Any,
    rules: &[],
    issues: None,
}

impl Command for ImportStatute {
    type Facts = Office;

    fn judge(_: &Scene<Office>, _: Option<&Self>) -> Vec<Requirement> {
        Vec::new()
    }

    fn apply(&self, scene: &Scene<Office>, sql: &dyn Sql) -> Result<Done, Fault> {
        super::by_the_keeper(scene, sql)?;
        let statute = &self.statute.0;
        let written = serde_json::to_string(statute).map_err(|e| Fault::Io(Text::same(e.to_string())))?;
        let sha256 = fingerprint(written.as_bytes());
        let added = statutes::add(
            sql,
            &statutes::NewStatute {
                title: &statute.title,
                effective: &statute.effective.to_string(),
                statute: &written,
                sha256: &sha256,
                at: scene.moment.at,
            },
        )?;
        let done = Done::default()
            .with("title", statute.title.clone())
            .with("chapters", statute.chapters.len())
            .with("articles", statute.articles.len());
        Ok(done.with("added", added).with("sha256", sha256))
    }
}
