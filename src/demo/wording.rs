//! What the steps of a made-up case say: the fields of each command, in plain made-up words.

use chrono::NaiveDate;
use serde_json::{Map, Value, json};

use super::line::{Hearing, Plan, Review, Step, Weight};
use super::people::{self, Team};
use crate::records::bureau::BureauId;
use crate::records::case::{Ground, Origin, Outcome, ReviewOutcome};
use crate::records::service::ServiceMethod;
use crate::text::Lang;

/// A case in words.
#[derive(Debug, Clone)]
pub(super) struct Story {
    /// The steps it takes.
    pub plan: Plan,
    /// Name of the agency.
    pub agency: String,
    /// Its legal representative.
    pub representative: String,
    /// What it is about.
    pub ground: Ground,
    /// What is proposed.
    pub outcomes: Vec<Outcome>,
    /// Name of an occupation it evaluates.
    pub occupation: String,
    /// The day of what is alleged.
    pub happened_on: NaiveDate,
    /// Whether it is about a candidate, not the agency.
    pub of_candidate: bool,
}

/// An entry of the sample list, and what it is called.
const OTHER: (&str, &str) = ("示例-2", "考评人员数量不足开展评价");
/// One that is a candidate's.
const OF_CANDIDATE: (&str, &str) = ("示例-6", "参评人员携带通讯工具参加考核");
/// A made-up candidate: name, identity number (the example of GB 11643), address.
pub(super) const CANDIDATE: (&str, &str, &str) =
    ("示例考生甲", "11010519491231002X", "第八师石河子市示例路9号");

/// Grounds that lead to a light outcome, and to a grave one.
pub(super) const fn grounds(weight: Weight) -> &'static [Ground] {
    match weight {
        Weight::Light => {
            &[Ground::OutsideScope, Ground::FailedInspection, Ground::RefusedSupervision, Ground::Disorder]
        }
        Weight::Grave => {
            &[Ground::FalseCertificates, Ground::ForgedEligibility, Ground::FalseMaterial, Ground::Repeated]
        }
    }
}

/// Outcomes of a weight.
pub(super) const fn outcomes(weight: Weight) -> &'static [&'static [Outcome]] {
    match weight {
        Weight::Light => {
            &[&[Outcome::Rectification], &[Outcome::Warning], &[Outcome::Warning, Outcome::Constraint]]
        }
        Weight::Grave => &[&[Outcome::OrderedEnd], &[Outcome::OrderedEnd, Outcome::VoidCertificates]],
    }
}

impl Story {
    /// The fields of a step, but for the record it is on.
    pub fn fields(&self, step: &Step, team: &Team) -> Map<String, Value> {
        let day = step.day;
        let fields = match step.command {
            "open-case" => self.about(json!({
                "origin": self.origin(),
                "source": format!("示例线索登记, {}", date(day)),
                "summary": self.alleged(),
                "co_handlers": [team.handlers[1].login],
            })),
            "open-person-case" => self.about(json!({
                "role": "candidate", "name": CANDIDATE.0, "number": CANDIDATE.1, "address": CANDIDATE.2,
                "origin": self.origin(),
                "source": format!("示例线索登记, {}", date(day)),
                "summary": self.alleged(),
                "co_handlers": [team.handlers[1].login],
            })),
            "add-evidence" => self.evidence(step, team),
            "close-unfounded" => json!({ "reason": "经核查, 考务记录与录像一致, 违规情形不成立。" }),
            "propose-decision" => self.proposal(),
            "draft-notice" => json!({
                "place": people::address(team.bureau), "contact": self.desk(team),
            }),
            "return-draft" => json!({ "reason": "认定事实未写明涉及的考生人数, 请补充后重报" }),
            "record-attempt" => json!({
                "tried_on": day, "method": ServiceMethod::Direct, "result": "办公地点无人, 电话无人接听",
            }),
            "serve-notice" => self.service(self.plan.way, day, team),
            "serve-decision" | "serve-review" => self.service(self.later_way(), day, team),
            "record-statement" => json!({
                "received_on": day,
                "content": "我单位对事实无异议, 但系首次发生且已自行停考, 请求从轻处理。",
            }),
            "waive-statement" => json!({
                "received_on": day, "content": "我单位已收到告知书, 自愿书面放弃陈述申辩。",
            }),
            "record-discussion" => self.discussion(day, team),
            "record-legal-check" => json!({
                "passed": true, "opinion": "事实清楚, 证据充分, 程序合法, 适用条款正确, 同意拟处理意见。",
            }),
            "draft-decision" => self.decision(team),
            "request-review" => json!({
                "requested_on": day, "request": "请求撤销原处理决定或者从轻处理", "statement": "我单位认为处理过重, 补充提交整改材料, 申请复核。",
            }),
            "accept-late-review" => self.acceptance(),
            "draft-review" => self.review(team),
            "record-take-back" => json!({
                "done_on": day, "how": "公开的原决定已撤下并说明理由, 目录恢复原状。",
            }),
            "record-execution" => {
                json!({ "how": "机构已按决定书要求完成整改并提交报告, 经办人现场复查属实。" })
            }
            "carry-out-end" => json!({ "statement": "处理决定书已送达, 办理取消备案。" }),
            "check-data" => json!({
                "checked_on": step.day.to_string(), "outstanding": false, "findings": "证书数据已全部上传, 无收尾数据。",
            }),
            "post-publicity" => json!({
                "posted_on": step.day.to_string(), "posted_at": "示例门户网站", "text": "示例: 经责令终止, 拟取消备案, 现予公示。",
            }),
            "settle-filing" => json!({ "opinion": "公示期满无异议, 核准取消备案。" }),
            "close-case" => json!({ "summary": "处理决定已生效并执行, 文书与回证齐全, 同意结案。" }),
            _ => json!({}),
        };
        if let Value::Object(map) = fields { map } else { Map::new() }
    }

    /// Some are about a violation of the list, not one of the twelve grounds: its code, and what it is called.
    fn entry(&self) -> Option<(&'static str, &'static str)> {
        let other = self.plan.weight == Weight::Light && self.plan.age % 9 == 3;
        self.of_candidate.then_some(OF_CANDIDATE).or_else(|| other.then_some(OTHER))
    }

    /// The field that says what it is about, put into the others.
    fn about(&self, mut fields: Value) -> Value {
        match self.entry() {
            Some((code, _)) => fields["others"] = json!([code]),
            None => fields["grounds"] = json!([self.ground]),
        }
        fields
    }

    fn origin(&self) -> Origin {
        [Origin::Supervision, Origin::Referral, Origin::CertificateCheck, Origin::OtherBureau]
            [self.plan.age as usize % 4]
    }

    fn label(&self) -> String {
        match self.entry() {
            Some((_, words)) => words.to_owned(),
            None => self.ground.label().get(Lang::Zh).to_owned(),
        }
    }

    fn basis(&self) -> String {
        match self.entry() {
            Some(OF_CANDIDATE) => {
                "《示例违规行为处理指引》第四条（一）, 《兵团技能人才评价机构管理办法(试行)》第二十六条"
                    .to_owned()
            }
            Some(_) => {
                "《示例违规行为处理指引》第一条（二）, 《兵团技能人才评价机构管理办法(试行)》第二十五条"
                    .to_owned()
            }
            None => format!(
                "《兵团技能人才评价机构管理办法(试行)》第十九条第(二)项第{}目、第二十五条",
                self.ground
            ),
        }
    }

    fn alleged(&self) -> String {
        format!(
            "{}在{}的{}评价中涉嫌{}。",
            self.agency,
            date(self.happened_on),
            self.occupation,
            self.label()
        )
    }

    fn evidence(&self, step: &Step, team: &Team) -> Value {
        if step.who == super::line::Who::FirstHandler {
            return json!({
                "kind": "inspection", "title": "现场检查笔录", "source": self.agency,
                "collector": team.handlers[0].name, "collected_on": step.day,
            });
        }
        json!({
            "kind": "documentary", "title": "考务安排表与签到表复印件", "source": self.agency,
            "collector": team.handlers[1].name, "collected_on": step.day,
        })
    }

    fn proposal(&self) -> Value {
        self.about(json!({
            "outcomes": self.outcomes,
            "facts": format!(
                "{}, {}组织{}评价, 参加考生 38 人。经现场检查和核对考务资料, 存在「{}」的情形。",
                date(self.happened_on), self.agency, self.occupation, self.label()
            ),
            "reasons": "上述事实有现场检查笔录、考务安排表与签到表证明, 机构负责人签字确认。",
            "basis": self.basis(),
        }))
    }

    fn desk(&self, team: &Team) -> String {
        format!("{}, {}", team.handlers[0].name, people::phone(team.bureau))
    }

    /// A document after the notice is not announced: the agency has been found by then.
    const fn later_way(&self) -> ServiceMethod {
        match self.plan.way {
            ServiceMethod::Announcement => ServiceMethod::Mail,
            other => other,
        }
    }

    fn service(&self, way: ServiceMethod, day: NaiveDate, team: &Team) -> Value {
        match way {
            ServiceMethod::Direct => json!({ "method": way, "acted_on": day, "signer": self.representative }),
            ServiceMethod::Leaving => json!({
                "method": way, "acted_on": day, "refusal": "负责人拒绝签收",
                "witness": "示例社区工作人员", "record": "执法记录仪视频 1 段",
            }),
            ServiceMethod::Electronic => json!({
                "method": way, "acted_on": day, "consent": "电子送达确认书", "address": "shili@example.com",
            }),
            ServiceMethod::Mail => {
                json!({ "method": way, "acted_on": day, "receipt": "示例快递 SL0000000001" })
            }
            ServiceMethod::Announcement => json!({
                "method": way, "acted_on": day, "reason": "机构已不在登记地址办公, 直接送达未成",
                "posted": "本局网站和公告栏", "collect": people::address(team.bureau), "contact": self.desk(team),
            }),
        }
    }

    fn discussion(&self, day: NaiveDate, team: &Team) -> Value {
        let members: Vec<&str> =
            team.approvers.iter().chain(&team.handlers).map(|s| s.name.as_str()).collect();
        json!({
            "held_on": day, "members": members.join("、"), "agreed": true,
            "conclusion": "会议认为事实清楚、证据充分, 同意拟处理意见。",
        })
    }

    fn decision(&self, team: &Team) -> Value {
        let (reconsider_at, sue_at) = remedies(team.bureau);
        let mut fields = self.about(json!({
            "outcomes": self.outcomes,
            "carry_out": "按本决定改正, 并将情况书面报告本局",
            "until": "自收到本决定书之日起三十日内",
            "reconsider_at": reconsider_at,
            "sue_at": sue_at,
        }));
        if self.outcomes.contains(&Outcome::Rectification) {
            fields["rectify_within"] = json!("30d");
        }
        if self.plan.hearing == Hearing::Statement {
            fields["statement_finding"] = json!("自行停考一节予以采纳, 从轻处理的请求不予采纳。");
            fields["statement_why"] = json!("自行停考有考务记录证明; 首次发生不影响违规的认定。");
        }
        fields
    }

    fn acceptance(&self) -> Value {
        let accept = self.plan.review == Review::Late { accepted: true };
        let reason = if accept {
            "逾期系因道路中断, 有证明, 予以受理"
        } else {
            "未说明逾期的正当理由, 不予受理"
        };
        json!({ "accept": accept, "reason": reason })
    }

    fn review(&self, team: &Team) -> Value {
        let (reconsider_at, sue_at) = remedies(team.bureau);
        let outcome = match self.plan.review {
            Review::InTime(outcome) => outcome,
            Review::Late { .. } | Review::None => ReviewOutcome::Upheld,
        };
        let mut fields = json!({
            "outcome": outcome,
            "facts": "复核查明的事实与原决定认定的基本一致, 整改材料属实。",
            "reasons": match outcome {
                ReviewOutcome::Upheld => "原决定事实清楚、依据正确, 予以维持。",
                ReviewOutcome::Changed => "机构已主动改正, 情节较轻, 变更为较轻的处理。",
                ReviewOutcome::Withdrawn => "补充的证据表明责任不在该机构, 撤销原决定。",
            },
            "basis": "《兵团技能人才评价机构管理办法(试行)》第二十五条",
            "reconsider_at": reconsider_at,
            "sue_at": sue_at,
        });
        if outcome == ReviewOutcome::Changed {
            // Lighter on the ladder than anything that is proposed here.
            fields["outcomes"] = json!([Outcome::Talk]);
        }
        fields
    }
}

/// Where a decision of a bureau can be contested: made-up bodies.
fn remedies(bureau: BureauId) -> (String, String) {
    let place = super::names::place(bureau);
    (format!("{place}示例行政复议机关"), format!("{place}示例人民法院"))
}

fn date(day: NaiveDate) -> String {
    use chrono::Datelike;
    format!("{}年{}月{}日", day.year(), day.month(), day.day())
}
