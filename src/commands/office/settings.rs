//! Settings of the bureau (本局设定): effective-dated, each with its reference; and the contact line on documents.

use chrono::NaiveDate;
use serde_json::{Map, Value};

use super::named_bureau;
use crate::commands::entry::{Command, Done};
use crate::commands::fault::Fault;
use crate::commands::inputs::Line;
use crate::commands::scene::{Office, Scene};
use crate::commands::spec::{ADMINISTRATOR, Choices, From, Group, Input, Kind, Subject};
use crate::law::requirement::Requirement;
use crate::law::settings::{Setting, SettingKey};
use crate::records::bureau::BureauId;
use crate::records::staff::Staff;
use crate::store::{self, Sql};
use crate::text::Text;

impl Input for SettingKey {
    const KIND: Kind = Kind::Choice(Choices {
        words: Self::NAMES,
        label: |word| word.parse::<Self>().map_or_else(|_| Text::same(word), Self::label),
    });
}

command! {
    /// 变更设定
    ChangeSetting "change-setting" ["变更设定", "change a setting"] {
        name: SettingKey = ["设定", "Setting"];
        value: Line = ["值", "Value"] hint ["期限如 5w, 30d, 3m; 开关 是 或 否; 数", "a length as 5w, 30d, 3m; a switch as true, false; a number"];
        from: NaiveDate = ["自何日起", "Holds from"];
        reference: Line = ["依据文件", "Reference"];
        bureau: Option<BureauId> = ["单位", "Bureau"];
    }
    help: [
        "变更本局设定, 自某日起生效并写明依据; 已立案件仍按立案时的设定",
        "changes a setting from a day on, with its reference; cases opened before keep theirs",
    ],
    key: 's',
    group: Group::Administration,
    subject: Subject::Bureau,
    who: ADMINISTRATOR,
    from: From::Any,
    rules: &[],
    issues: None,
}

impl Command for ChangeSetting {
    type Facts = Office;

    fn judge(_: &Scene<Office>, _: Option<&Self>) -> Vec<Requirement> {
        Vec::new()
    }

    fn apply(&self, scene: &Scene<Office>, sql: &dyn Sql) -> Result<Done, Fault> {
        let key = self.name;
        let setting = Setting::parse(key, &self.value.0).map_err(|e| Fault::field("value", e))?;
        if self.from < scene.moment.today {
            return Err(Fault::field(
                "from",
                Text::new("不能追溯: 自今天或以后生效", "not backwards: from today or later"),
            ));
        }
        store::settings::add(
            sql,
            scene.facts.0,
            &store::settings::Written {
                name: key.name().to_owned(),
                value: setting.value(),
                from: self.from,
                reference: self.reference.0.clone(),
            },
        )?;
        Ok(Done::default().with("name", key.name()).with("value", setting.value()))
    }

    fn office(fields: &Map<String, Value>, actor: &Staff) -> BureauId {
        named_bureau(fields, actor)
    }
}

command! {
    /// 变更联系方式
    ChangeContact "change-contact" ["变更本局联系方式", "change the bureau's contact line"] {
        contact: Line = ["联系方式", "Contact line"] hint ["地址、电话、电子邮箱, 印在文书上", "address, telephone and e-mail, as documents print it"];
        bureau: Option<BureauId> = ["单位", "Bureau"];
    }
    help: ["变更文书上印的本局联系方式", "changes the contact line that documents print"],
    key: 'c',
    group: Group::Administration,
    subject: Subject::Bureau,
    who: ADMINISTRATOR,
    from: From::Any,
    rules: &[],
    issues: None,
}

impl Command for ChangeContact {
    type Facts = Office;

    fn judge(_: &Scene<Office>, _: Option<&Self>) -> Vec<Requirement> {
        Vec::new()
    }

    fn apply(&self, scene: &Scene<Office>, sql: &dyn Sql) -> Result<Done, Fault> {
        store::about::set_contact(sql, scene.facts.0, &self.contact.0)?;
        Ok(Done::default())
    }

    fn office(fields: &Map<String, Value>, actor: &Staff) -> BureauId {
        named_bureau(fields, actor)
    }
}
