//! The fields of a ledger: their headings, what else they are called, their names in mapping files.

use crate::text::Text;

/// What a column of a ledger holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Field {
    /// 序号.
    Serial,
    /// 机构名称.
    Name,
    /// 机构类型.
    Kind,
    /// 机构编码.
    AgencyCode,
    /// 统一社会信用代码.
    CreditCode,
    /// 法定代表人.
    LegalRepresentative,
    /// 联系人.
    Contact,
    /// 联系电话.
    Phone,
    /// 机构地址.
    Address,
    /// 备案部门, 属地.
    Bureau,
    /// 职业编码.
    OccupationCode,
    /// 职业(工种).
    WorkType,
    /// 等级.
    Levels,
    /// 备案日期.
    PublishedOn,
    /// 有效期至.
    ExpiresOn,
    /// 备注.
    Note,
}

impl Field {
    /// Every field, in the usual order of columns.
    pub const ALL: [Self; 16] = [
        Self::Serial,
        Self::Name,
        Self::Kind,
        Self::AgencyCode,
        Self::CreditCode,
        Self::LegalRepresentative,
        Self::Contact,
        Self::Phone,
        Self::Address,
        Self::Bureau,
        Self::OccupationCode,
        Self::WorkType,
        Self::Levels,
        Self::PublishedOn,
        Self::ExpiresOn,
        Self::Note,
    ];

    /// Whether a ledger without this column can't be read.
    #[must_use]
    pub const fn is_required(self) -> bool {
        matches!(
            self,
            Self::Name
                | Self::Kind
                | Self::CreditCode
                | Self::Bureau
                | Self::OccupationCode
                | Self::WorkType
                | Self::Levels
                | Self::PublishedOn
                | Self::ExpiresOn
        )
    }

    /// Whether it tells of the agency rather than of one occupation.
    #[must_use]
    pub const fn is_of_agency(self) -> bool {
        !matches!(self, Self::Serial | Self::OccupationCode | Self::WorkType | Self::Levels | Self::Note)
    }

    /// The name in mapping files.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Serial => "serial",
            Self::Name => "name",
            Self::Kind => "kind",
            Self::AgencyCode => "agency_code",
            Self::CreditCode => "credit_code",
            Self::LegalRepresentative => "legal_representative",
            Self::Contact => "contact",
            Self::Phone => "phone",
            Self::Address => "address",
            Self::Bureau => "bureau",
            Self::OccupationCode => "occupation_code",
            Self::WorkType => "work_type",
            Self::Levels => "levels",
            Self::PublishedOn => "published_on",
            Self::ExpiresOn => "expires_on",
            Self::Note => "note",
        }
    }

    /// The usual heading.
    #[must_use]
    pub const fn heading(self) -> Text {
        match self {
            Self::Serial => Text::new("序号", "no."),
            Self::Name => Text::new("机构名称", "agency"),
            Self::Kind => Text::new("机构类型", "kind"),
            Self::AgencyCode => Text::new("机构编码", "agency code"),
            Self::CreditCode => Text::new("统一社会信用代码", "credit code"),
            Self::LegalRepresentative => Text::new("法定代表人", "legal representative"),
            Self::Contact => Text::new("联系人", "contact"),
            Self::Phone => Text::new("联系电话", "phone"),
            Self::Address => Text::new("机构地址", "address"),
            Self::Bureau => Text::new("备案部门", "bureau"),
            Self::OccupationCode => Text::new("职业编码", "occupation code"),
            Self::WorkType => Text::new("职业(工种)", "occupation"),
            Self::Levels => Text::new("等级", "levels"),
            Self::PublishedOn => Text::new("备案日期", "filed on"),
            Self::ExpiresOn => Text::new("有效期至", "valid until"),
            Self::Note => Text::new("备注", "note"),
        }
    }

    /// Headings that mean it, plain: half width, upper case, no spaces, brackets, stars or colons.
    pub(super) const fn synonyms(self) -> &'static [&'static str] {
        match self {
            Self::Serial => &["序号", "编号", "NO", "NO."],
            Self::Name => {
                &["机构名称", "评价机构名称", "单位名称", "名称", "机构", "评价机构", "AGENCY", "NAME"]
            }
            Self::Kind => &["机构类型", "机构类别", "机构性质", "类型", "类别", "评价机构类型", "KIND"],
            Self::AgencyCode => &["机构编码", "机构代码", "评价机构编码", "评价机构代码", "AGENCYCODE"],
            Self::CreditCode => {
                &["统一社会信用代码", "社会信用代码", "信用代码", "统一信用代码", "统一代码", "CREDITCODE"]
            }
            Self::LegalRepresentative => &["法定代表人", "法人代表", "法人", "负责人", "LEGALREPRESENTATIVE"],
            Self::Contact => &["联系人", "联系人姓名", "经办人", "CONTACT"],
            Self::Phone => &["联系电话", "电话", "联系方式", "手机", "手机号", "手机号码", "PHONE"],
            Self::Address => &["机构地址", "地址", "单位地址", "联系地址", "详细地址", "注册地址", "ADDRESS"],
            Self::Bureau => &[
                "备案部门",
                "备案部门/属地",
                "属地",
                "备案机关",
                "备案单位",
                "所属师市",
                "师市",
                "所在师市",
                "属地师市",
                "主管部门",
                "BUREAU",
            ],
            Self::OccupationCode => {
                &["职业编码", "职业代码", "职业工种编码", "职业工种代码", "工种编码", "OCCUPATIONCODE"]
            }
            Self::WorkType => &[
                "职业工种",
                "职业工种名称",
                "职业/工种",
                "职业名称",
                "工种名称",
                "工种",
                "职业",
                "评价职业工种",
                "认定职业工种",
                "考核项目",
                "项目名称",
                "OCCUPATION",
            ],
            Self::Levels => &[
                "等级",
                "级别",
                "职业等级",
                "技能等级",
                "评价等级",
                "认定等级",
                "备案等级",
                "职业技能等级",
                "等级范围",
                "LEVELS",
            ],
            Self::PublishedOn => &[
                "备案日期",
                "备案时间",
                "公布日期",
                "公布时间",
                "发布日期",
                "备案公布日期",
                "有效期起",
                "FILEDON",
            ],
            Self::ExpiresOn => &[
                "有效期至",
                "有效期止",
                "有效期",
                "到期日期",
                "到期时间",
                "截止日期",
                "备案有效期至",
                "备案有效期",
                "VALIDUNTIL",
            ],
            Self::Note => &["备注", "说明", "REMARK", "REMARKS", "NOTE"],
        }
    }
}
