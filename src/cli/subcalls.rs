//! The calls below a call, as they are pinned: `import …`, `calendar …`, `audit …` and the like.

use std::path::PathBuf;

use clap::Subcommand;

use super::args::Json;

/// What can be imported.
#[derive(Debug, Clone, Subcommand)]
pub enum Import {
    /// 机构台账 .xlsx .csv | a ledger of agencies
    Agencies {
        /// 台账文件 | ledger
        file: PathBuf,
        /// 只检查, 不写入 | check only, write nothing
        #[arg(long)]
        dry_run: bool,
        /// 列的对应文件 | mapping of columns
        #[arg(long)]
        mapping: Option<PathBuf>,
        /// 有错误时其余各行照样导入 | take the good rows even if there are bad ones
        #[arg(long)]
        good_rows: bool,
        #[command(flatten)]
        out: Json,
    },
    /// 机构人员 | people of agencies
    People(Rows),
    /// 机构场地 | venues of agencies
    Venues(Rows),
    /// 机构题库 | question banks of agencies
    Banks(Rows),
    /// 机构核查 | checks of agencies
    Checks(Rows),
    /// 职业目录 | catalogue of occupations
    Occupations(Rows),
    /// 考务方案 | exam plans
    Plans(Rows),
    /// 其他违规情形清单 | list of other violations
    Violations(Rows),
}

/// A sheet whose rows are acts; the headings are the labels of the form.
#[derive(Debug, Clone, clap::Args)]
pub struct Rows {
    /// .xlsx .csv
    pub file: PathBuf,
    /// 只检查, 不写入 | check only, write nothing
    #[arg(long)]
    pub dry_run: bool,
    /// 有错误时其余各行照样导入 | take the good rows even if there are bad ones
    #[arg(long)]
    pub good_rows: bool,
    #[command(flatten)]
    pub out: Json,
}

/// Calls about the regulation's text.
#[derive(Debug, Clone, Subcommand)]
pub enum Statute {
    /// 导入全文 | load the text
    Import {
        /// 文本文件 | text file
        file: PathBuf,
        #[command(flatten)]
        out: Json,
    },
    /// 查看 | show
    Show {
        /// 如 25 或 19(2)7 | such as 25 or 19(2)7
        article: Option<String>,
        #[command(flatten)]
        out: Json,
    },
}

/// Calls about calendars.
#[derive(Debug, Clone, Subcommand)]
pub enum Calendar {
    /// 导入 | load
    Import {
        /// JSON
        file: PathBuf,
        #[command(flatten)]
        out: Json,
    },
    /// 查看 | show
    Show {
        /// 年份 | year
        year: Option<i32>,
        #[command(flatten)]
        out: Json,
    },
}

/// Calls about the audit chain.
#[derive(Debug, Clone, Subcommand)]
pub enum Audit {
    /// 核验 | verify
    Verify {
        /// 先前记下的链头 | a head noted earlier
        #[arg(long)]
        head: Option<String>,
        #[command(flatten)]
        out: Json,
    },
    /// 链头 | the head
    Head {
        #[command(flatten)]
        out: Json,
    },
}

/// What of the templates.
#[derive(Debug, Clone, Subcommand)]
pub enum Template {
    /// 本局修改过的模板 | versions of the own bureau
    List {
        #[command(flatten)]
        out: Json,
    },
    /// 模板原文 | the source of one
    Show {
        /// 文书种类, 如 notice | kind of document, such as notice
        kind: String,
        /// 随附的模板 | the shipped one
        #[arg(long)]
        shipped: bool,
        #[command(flatten)]
        out: Json,
    },
    /// 检查修改后的模板 | whether an edited one is taken
    Check {
        /// 文书种类 | kind of document
        kind: String,
        /// 模板文件 | the file
        file: PathBuf,
        #[command(flatten)]
        out: Json,
    },
}

/// What of the outbox.
#[derive(Debug, Clone, Subcommand)]
pub enum Outbox {
    /// 本局未了的邮件 | messages of the own bureau that are not done with
    List {
        #[command(flatten)]
        out: Json,
    },
    /// 发出到时的邮件, 供定时任务用 | send what is due, for a timer
    Send {
        #[command(flatten)]
        out: Json,
    },
}

/// What of a random draw.
#[derive(Debug, Clone, Subcommand)]
pub enum Draw {
    /// 仅凭公布的记录重复抽取并核对 | repeat a draw from its published record alone
    Verify {
        /// 公布的记录 .json | the record that was published
        file: PathBuf,
        #[command(flatten)]
        out: Json,
    },
    /// 写出供公布的记录 | write the record to be published
    Export {
        /// 抽取编号 | number of the draw
        draw: String,
        /// .json
        file: PathBuf,
        /// 覆盖已有文件 | overwrite an existing file
        #[arg(long)]
        replace: bool,
        #[command(flatten)]
        out: Json,
    },
    /// 试抽: 不作数, 不写入 | a trial that counts for nothing, and writes nothing
    DryRun {
        /// 抽取机构数 | agencies
        take: u32,
        /// 每家检查人员数 | inspectors for each
        #[arg(default_value_t = 2)]
        each: u32,
        /// 机构类别 | kind of agency
        #[arg(long)]
        kind: Option<String>,
        #[command(flatten)]
        out: Json,
    },
}

/// What of a bundle.
#[derive(Debug, Clone, Subcommand)]
pub enum Bundle {
    /// 导出 | write it
    Export {
        /// 案件编号 | number of the case
        case: String,
        /// .zip
        file: PathBuf,
        /// 覆盖已有文件 | overwrite an existing file
        #[arg(long)]
        replace: bool,
        #[command(flatten)]
        out: Json,
    },
    /// 核验: .zip, 或解开后的文件夹 | verify a .zip, or the folder unpacked from it
    Verify {
        /// 案卷包 | bundle
        file: PathBuf,
        #[command(flatten)]
        out: Json,
    },
}
