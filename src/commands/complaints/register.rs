//! Registering a complaint or report (登记投诉举报), anonymous ones too.

use chrono::NaiveDate;

use super::handler_of;
use crate::commands::entry::{Command, Done};
use crate::commands::fault::Fault;
use crate::commands::input::check_day;
use crate::commands::inputs::{AgencyNo, Login, Paragraph, Private};
use crate::commands::scene::Scene;
use crate::commands::spec::{DESK, From, Group, Subject};
use crate::law::requirement::Requirement;
use crate::law::rules::RuleId;
use crate::records::agency::Agency;
use crate::records::complaint::{Channel, Complainant};
use crate::store::{self, Sql};
use crate::text::Text;
use crate::text::secrets::Secrets;

command! {
    /// 登记投诉举报
    RegisterComplaint "register-complaint" ["登记投诉举报", "register a complaint"] {
        agency: AgencyNo = ["机构", "Agency"];
        channel: Channel = ["渠道", "Channel"];
        received_on: NaiveDate = ["收到日期", "Came in on"];
        content: Paragraph = ["内容", "Content"]
            hint ["投诉人身份不要写在这里", "not who complained: that has its own fields"];
        complainant: Option<Private> = ["投诉人", "Complainant"]
            hint ["匿名的留空; 只有承办人可见", "empty if anonymous; only who handles it sees it"];
        contact: Option<Private> = ["联系方式", "Contact"]
            hint ["只有承办人可见", "only who handles it sees it"];
        handler: Option<Login> = ["承办人", "Handled by"]
            hint ["留空为本人; 应是属地单位的人员", "you, if empty; of the bureau in charge"];
    }
    help: [
        "登记对机构的投诉举报, 匿名的也登记; 投诉人身份只有承办人可见",
        "registers a complaint about an agency, anonymous ones too; who complained shows only to who handles it",
    ],
    key: 's',
    group: Group::Agency,
    subject: Subject::Agency,
    who: DESK,
    from: From::Any,
    rules: &[RuleId::R27_1],
    issues: None,
}

impl Command for RegisterComplaint {
    type Facts = Agency;

    fn judge(_: &Scene<Agency>, _: Option<&Self>) -> Vec<Requirement> {
        vec![Requirement::met(
            RuleId::R27_1,
            Text::new("任何渠道的投诉举报都登记, 匿名的也登记", "from any channel, anonymous ones too"),
        )]
    }

    fn apply(&self, scene: &Scene<Agency>, sql: &dyn Sql) -> Result<Done, Fault> {
        let today = scene.moment.today;
        check_day("received_on", self.received_on, NaiveDate::MIN, today)?;
        let bureau = scene.facts.facts.bureau;
        let login = self.handler.as_ref().map_or(scene.actor.login.as_str(), |handler| handler.0.as_str());
        let handler = handler_of(sql, bureau, "handler", login)?;
        let text = |field: &Option<Private>| field.as_ref().map(|f| f.0.clone()).unwrap_or_default();
        let complainant = Complainant { name: text(&self.complainant), contact: text(&self.contact) };
        let mut secrets = Secrets::default();
        complainant.hide_in(&mut secrets);
        if secrets.stand_in(&self.content.0) {
            let text = Text::new(
                "内容里不写投诉人的姓名和联系方式",
                "the content names neither the complainant nor how to reach them",
            );
            return Err(Fault::field("content", text));
        }
        let no = store::complaints::add(
            sql,
            &store::complaints::NewComplaint {
                bureau,
                agency: scene.facts.id,
                received_on: self.received_on,
                channel: self.channel,
                content: &self.content.0,
                complainant,
                registrar: scene.actor.id,
                handler: handler.id,
            },
            today,
        )?;
        Ok(Done::on(no, 1))
    }
}
