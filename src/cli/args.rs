//! The command line as it is pinned: subcommands and options.

use std::ffi::OsString;
use std::path::PathBuf;

use chrono::NaiveDate;
use clap::{Parser, Subcommand};

use super::subcalls::{Audit, Bundle, Calendar, Draw, Import, Outbox, Statute, Template};
use crate::records::date::parse_date;
use crate::text::Lang;

/// 案卷: 技能人才评价机构管理控制台 | console for skills-evaluation agencies
#[derive(Debug, Clone, Parser)]
#[command(name = "anjuan", version, disable_help_subcommand = true)]
pub struct Args {
    /// 数据库文件, 默认取环境变量 ANJUAN_DB | database file, else that of $ANJUAN_DB
    #[arg(long, global = true, value_name = "FILE")]
    pub db: Option<PathBuf>,
    /// 语言 zh 或 en, 默认取环境变量 ANJUAN_LANG | language, zh or en, else that of $ANJUAN_LANG
    #[arg(long, global = true, value_name = "zh|en")]
    pub lang: Option<String>,
    /// 练习库的日期 | date of a practice database
    #[arg(long, global = true, value_name = "DATE", value_parser = day)]
    pub today: Option<NaiveDate>,
    /// 练习库中以谁的名义 | as whom, in a practice database
    #[arg(long = "as", global = true, value_name = "LOGIN")]
    pub actor: Option<String>,
    /// 终端把线框画成两格宽时用 | for terminals that draw borders two cells wide
    #[arg(long, global = true)]
    pub ascii: bool,
    /// What to do; the console when absent.
    #[command(subcommand)]
    pub call: Option<Call>,
}

impl Args {
    /// The database that was named: by `--db`, else by the environment.
    #[must_use]
    pub fn database(&self) -> Option<PathBuf> {
        self.db.clone().or_else(|| set("ANJUAN_DB").map(PathBuf::from))
    }

    /// The language that was named: by `--lang`, else by the environment.
    #[must_use]
    pub fn language(&self) -> Option<String> {
        self.lang.clone().or_else(|| set("ANJUAN_LANG").map(|word| word.to_string_lossy().into_owned()))
    }
}

/// A variable of the environment; an empty one is as good as none.
fn set(name: &str) -> Option<OsString> {
    std::env::var_os(name).filter(|value| !value.is_empty())
}

/// The words of a call with a `--json` that stands before the subcommand put at its end, where each call takes it.
#[must_use]
pub fn json_last(words: Vec<OsString>) -> Vec<OsString> {
    let mut at = 1;
    while let Some(word) = words.get(at).and_then(|word| word.to_str()) {
        match word {
            "--json" => {
                let mut words = words;
                let json = words.remove(at);
                let end = words.iter().position(|word| word == "--").unwrap_or(words.len());
                words.insert(end, json);
                return words;
            }
            // These take a value.
            "--db" | "--lang" | "--today" | "--as" => at += 2,
            _ if word.starts_with('-') => at += 1,
            _ => break,
        }
    }
    words
}

/// Whether to answer in JSON.
#[derive(Debug, Clone, Copy, clap::Args)]
pub struct Json {
    /// 以 JSON 输出 | answer in JSON
    #[arg(long)]
    pub json: bool,
}

/// The calls.
#[derive(Debug, Clone, Subcommand)]
pub enum Call {
    /// 建练习库并打开控制台 | make a practice database and open the console
    Demo {
        /// 随机种子 | seed
        #[arg(long, default_value_t = 1)]
        seed: u64,
        /// 机构数 | number of agencies
        #[arg(long, default_value_t = 300)]
        agencies: usize,
        /// 只建库并打印路径 | only make it, and print its path
        #[arg(long)]
        no_open: bool,
        #[command(flatten)]
        out: Json,
    },
    /// 新建空库及第一名管理员 | make an empty database with its first administrator
    Init {
        /// 单位 | bureau
        #[arg(long)]
        bureau: String,
        /// 登录名 | login
        #[arg(long)]
        login: String,
        /// 姓名 | name
        #[arg(long)]
        name: String,
        #[command(flatten)]
        out: Json,
    },
    /// 导入 | import
    Import {
        #[command(subcommand)]
        what: Import,
    },
    /// 双随机抽取 | random draws
    Draw {
        #[command(subcommand)]
        what: Draw,
    },
    /// 写出随附的样本 | write out a sample that is shipped
    Sample {
        /// violations
        kind: String,
        /// .csv
        file: PathBuf,
        #[command(flatten)]
        out: Json,
    },
    /// 导出 | export
    Export {
        /// 清单种类或 whitelist | kind of list, or whitelist
        kind: String,
        /// .xlsx .csv .json
        file: PathBuf,
        /// 覆盖已有文件 | overwrite an existing file
        #[arg(long)]
        replace: bool,
        #[command(flatten)]
        out: Json,
    },
    /// 文书存成文件或打印 | a document as a file, or printed
    Document {
        /// 文书编号 | number of the document
        id: String,
        /// .docx .pdf .txt
        #[arg(required_unless_present = "print")]
        file: Option<PathBuf>,
        /// 其空白送达回证 | the blank proof of its service
        #[arg(long)]
        proof: bool,
        /// 打印, 几份 | print it: how many copies
        #[arg(long, num_args = 0..=1, default_missing_value = "1", value_parser = clap::value_parser!(u8).range(1..), value_name = "COPIES", conflicts_with = "file")]
        print: Option<u8>,
        /// 覆盖已有文件 | overwrite an existing file
        #[arg(long)]
        replace: bool,
        #[command(flatten)]
        out: Json,
    },
    /// 查找 (与来电速查相同) | find, as the phone desk does
    Find {
        /// 拼音首字母、全拼、汉字、编码或电话 | pinyin initials, pinyin, Chinese, codes or phone
        #[arg(required = true)]
        words: Vec<String>,
        /// 至多几条 | at most
        #[arg(long, default_value_t = 20)]
        limit: usize,
        #[command(flatten)]
        out: Json,
    },
    /// 清单 | list
    List {
        /// agencies filings activities supervisions draws crossings cases documents reviews to-serve complaints deadlines audit occupations violations
        kind: String,
        /// 筛选 | filter
        #[arg(long)]
        filter: Option<String>,
        /// 至多几条 | at most
        #[arg(long, default_value_t = 50)]
        limit: usize,
        #[command(flatten)]
        out: Json,
    },
    /// 一条记录及其经过 | one record whole, with its history
    Show {
        /// 编号 | number
        id: String,
        #[command(flatten)]
        out: Json,
    },
    /// 现在可办什么, 各要求是否满足 | what can be done with it now, and each requirement
    Explain {
        /// 编号 | number
        id: String,
        /// 命令 | command
        command: Option<String>,
        #[command(flatten)]
        out: Json,
    },
    /// 执行一个命令 | one command
    Do {
        /// 命令 | command
        command: String,
        /// 字段的 JSON 对象; 单独使用时以 JSON 输出 | fields as a JSON object; alone: answer in JSON
        #[arg(long, num_args = 0..=1, value_name = "OBJECT")]
        json: Option<Option<String>>,
        /// 操作编号, 重试安全 | id of the act: a retry is safe
        #[arg(long)]
        id: Option<String>,
        /// 看到的版本 | the version that was seen
        #[arg(long)]
        version: Option<i64>,
        /// 字段=值 | field=value
        fields: Vec<String>,
    },
    /// 执行剧本文件, 一行一个命令 | a scenario file, one command a line
    Run {
        /// 文件, - 为标准输入 | file, - for standard input
        file: PathBuf,
        /// 不符预期时继续 | go on after an unexpected line
        #[arg(long)]
        keep_going: bool,
        /// JSON in any case.
        #[command(flatten)]
        out: Json,
    },
    /// 计算期限 | count a term
    Term {
        /// 起算事件之日 | the day of the event
        #[arg(value_parser = day)]
        from: NaiveDate,
        /// 7w 15d 1m 3y -3m
        #[arg(allow_hyphen_values = true)]
        length: String,
        #[command(flatten)]
        out: Json,
    },
    /// 规则目录 | the rule catalogue
    Rules {
        /// 规则编号 | id of a rule
        id: Option<String>,
        #[command(flatten)]
        out: Json,
    },
    /// 命令的 JSON schema | JSON schema of the commands
    Schema {
        /// 命令 | command
        command: Option<String>,
        /// JSON in any case.
        #[command(flatten)]
        out: Json,
    },
    /// 条文 | the regulation's text
    Statute {
        #[command(subcommand)]
        what: Statute,
    },
    /// 放假安排 | holiday arrangements
    Calendar {
        #[command(subcommand)]
        what: Calendar,
    },
    /// 审计链 | the audit chain
    Audit {
        #[command(subcommand)]
        what: Audit,
    },
    /// 文书模板 | templates of documents
    Template {
        #[command(subcommand)]
        what: Template,
    },
    /// 发件箱 | the outbox
    Outbox {
        #[command(subcommand)]
        what: Outbox,
    },
    /// 案卷包 | a case's file as a bundle
    Bundle {
        #[command(subcommand)]
        what: Bundle,
    },
    /// 备份 | back up
    Backup {
        /// 新文件 | new file
        file: PathBuf,
        #[command(flatten)]
        out: Json,
    },
    /// 从备份恢复 | restore a backup
    Restore {
        /// 备份文件 | backup
        file: PathBuf,
        #[command(flatten)]
        out: Json,
    },
    /// 本局设定 | the bureau's settings
    Settings {
        #[command(flatten)]
        out: Json,
    },
    /// 取出附件 | write an attached file out
    Attachment {
        /// 案件或备案编号 | number of the case or filing
        record: String,
        /// 文件名或哈希的开头 | name of the file, or the beginning of its hash
        file: String,
        /// 写到 (新文件) | where to (a new file)
        to: PathBuf,
        #[command(flatten)]
        out: Json,
    },
    /// 检查数据库与终端 | check database and terminal
    Doctor {
        #[command(flatten)]
        out: Json,
    },
    /// 由 SSH 强制命令指定登录名 | login named by the forced command of an SSH key
    Seat {
        /// 登录名 | login
        login: String,
    },
    /// 补全脚本 | completions for a shell
    Completions {
        /// bash zsh fish elvish powershell
        shell: clap_complete::Shell,
    },
    /// 手册页 | manual page
    Man,
}

/// A date as people write it; what is wrong with it in both languages, as the language is not known yet.
fn day(written: &str) -> Result<NaiveDate, String> {
    parse_date(written).map_err(|why| format!("{} | {}", why.get(Lang::Zh), why.get(Lang::En)))
}
