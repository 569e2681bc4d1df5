//! Certificates of filing (备案证书): one of an agency is in force. What changes or ends the filing makes it void, and the Corps
//! bureau, whose document it is, gives a new one (换发) by what is on record since (Art. 8, 18, 21).

use super::papers::{self, Desk};
use super::{CORPS_APPROVER, correct};
use crate::commands::entry::{Command, Done};
use crate::commands::fault::Fault;
use crate::commands::inputs::{AgencyNo, Line};
use crate::commands::scene::Scene;
use crate::commands::spec::{From, Group, Subject};
use crate::law::leaving::listed;
use crate::law::requirement::{Mend, Requirement};
use crate::law::rules::RuleId;
use crate::records::agency::Agency;
use crate::records::document::DocumentKind;
use crate::records::ids::AgencyId;
use crate::store::{Sql, agencies, documents, publications};
use crate::text::Text;

/// Makes the certificate of an agency that is in force void, if there is one, and tells the audit chain.
pub(super) fn void(sql: &dyn Sql, agency: AgencyId, reason: &str, done: Done) -> Result<Done, Fault> {
    let gone = documents::void_of_agency(sql, agency, DocumentKind::Certificate, reason)?;
    Ok(gone.into_iter().fold(done, |done, no| done.and("voided", no.to_string())))
}

command! {
    /// 换发备案证书
    ReissueCertificate "reissue-certificate" ["换发备案证书", "give a new certificate"] {
        agency: AgencyNo = ["机构", "Agency"];
        reason: Line = ["换发事由", "Why"] hint ["如: 名称变更、范围缩减、遗失", "a changed name, a narrower scope, a loss"];
    }
    help: [
        "按现登记换发备案证书, 原证书作废; 有效期不变",
        "gives a certificate by what is registered now, the old one void; the validity stays",
    ],
    key: 'C',
    group: Group::Agency,
    subject: Subject::Agency,
    who: CORPS_APPROVER,
    from: From::Any,
    rules: &[RuleId::R8_2, RuleId::R21_3],
    issues: Some(DocumentKind::Certificate),
}

impl Command for ReissueCertificate {
    type Facts = Agency;

    fn judge(scene: &Scene<Agency>, _: Option<&Self>) -> Vec<Requirement> {
        let agency = &scene.facts;
        let published = Requirement::when(
            RuleId::R8_2,
            agency.known.published_by.is_some(),
            Text::new("在此公布过", "it was published here"),
            Text::new(
                "没有在此公布过: 证书由原公布机关换发",
                "it was not published here: who published it gives the certificate",
            ),
            Mend::Nothing,
        );
        vec![listed(agency, RuleId::R21_3), correct::by_the_corps(scene), published]
    }

    fn apply(&self, scene: &Scene<Agency>, sql: &dyn Sql) -> Result<Done, Fault> {
        let agency = &scene.facts;
        let done = Done::on(agency.no, agencies::touch(sql, agency.id)?);
        // Judged above: there is a publication.
        let Some(last) = publications::of_agency(sql, agency.id)?.pop() else { return Ok(done) };
        papers::issue(Desk::of(scene, sql), last.filing, DocumentKind::Certificate, done)
    }
}
