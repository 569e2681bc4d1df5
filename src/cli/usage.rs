//! Words that make no call (用法有误): what is wrong with them, in the language that was asked for.

use std::error::Error;
use std::ffi::OsString;

use clap::error::{ContextKind, ContextValue, ErrorKind};

use super::output::Output;
use crate::commands::fault::Fault;
use crate::say;
use crate::text::{Lang, Text};

/// Says what is wrong with the words of a call; the exit status.
pub fn refused(words: &[OsString], error: &clap::Error) -> u8 {
    let lang = asked_for(words);
    if words.iter().any(|word| word == "--json") {
        return Output { lang, json: true }.fault(&Fault::input(told(error)));
    }
    let status = Output { lang, json: false }.fault(&Fault::input(told(error)));
    let rendered = error.render().to_string();
    if error.kind() == ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand {
        eprintln!("{rendered}");
        return status;
    }
    if let Some(usage) = rendered.lines().find_map(|line| line.strip_prefix("Usage: ")) {
        eprintln!("{}", say!("用法: {u}", "usage: {u}", u = usage).get(lang));
    }
    eprintln!("{}", Text::new("详见 anjuan --help", "more: anjuan --help").get(lang));
    status
}

/// The language: of the words, else of the environment, else Chinese.
fn asked_for(words: &[OsString]) -> Lang {
    let mut said = words.iter().filter_map(|word| word.to_str());
    let mut found = None;
    while let Some(word) = said.next() {
        match word.split_once('=') {
            _ if word == "--lang" => found = said.next().map(str::to_owned),
            Some(("--lang", value)) => found = Some(value.to_owned()),
            _ => {}
        }
    }
    let given = found.or_else(|| std::env::var("ANJUAN_LANG").ok());
    given.and_then(|lang| lang.parse().ok()).unwrap_or(Lang::Zh)
}

/// What is wrong, in a line.
fn told(error: &clap::Error) -> Text {
    let part = |kind| error.get(kind).map(written).unwrap_or_default();
    let (arg, value) = (part(ContextKind::InvalidArg), part(ContextKind::InvalidValue));
    match error.kind() {
        ErrorKind::MissingRequiredArgument => say!("命令行缺少 {a}", "the call lacks {a}", a = arg),
        ErrorKind::UnknownArgument => {
            say!("没有选项「{a}」{n}", "there is no option '{a}'{n}", a = arg, n = near(error))
        }
        ErrorKind::InvalidSubcommand => say!(
            "没有命令「{c}」{n}",
            "there is no command '{c}'{n}",
            c = part(ContextKind::InvalidSubcommand),
            n = near(error)
        ),
        ErrorKind::MissingSubcommand | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            Text::new("还须写明下一级命令", "a command of the next level is to follow")
        }
        ErrorKind::InvalidValue if value.is_empty() => say!("{a} 须有值", "{a} wants a value", a = arg),
        ErrorKind::InvalidValue => say!(
            "{a} 不能是「{v}」, 可用: {c}",
            "{a} can't be '{v}': use one of {c}",
            a = arg,
            v = value,
            c = part(ContextKind::ValidValue)
        ),
        ErrorKind::ValueValidation => {
            let why = error.source().map(|why| format!(": {why}")).unwrap_or_default();
            say!("{a} 不能是「{v}」{w}", "{a} can't be '{v}'{w}", a = arg, v = value, w = why)
        }
        ErrorKind::ArgumentConflict => {
            say!("{a} 不能与 {b} 同用", "{a} doesn't go with {b}", a = arg, b = part(ContextKind::PriorArg))
        }
        ErrorKind::InvalidUtf8 => {
            Text::new("命令行含有不是 UTF-8 的文字", "the call has words that are no UTF-8")
        }
        _ => {
            let rendered = error.render().to_string();
            let first = rendered.lines().next().unwrap_or_default().trim_start_matches("error: ").to_owned();
            say!("命令行有误: {e}", "wrong call: {e}", e = first)
        }
    }
}

fn near(error: &clap::Error) -> Text {
    let kinds = [ContextKind::SuggestedArg, ContextKind::SuggestedSubcommand];
    let found = kinds.iter().find_map(|kind| error.get(*kind)).map(written).unwrap_or_default();
    match found.is_empty() {
        true => Text::default(),
        false => say!(", 是否为 {f}", ": perhaps {f}", f = found),
    }
}

fn written(value: &ContextValue) -> String {
    match value {
        ContextValue::String(one) => one.clone(),
        ContextValue::Strings(all) => all.join(" "),
        ContextValue::StyledStr(styled) => styled.to_string(),
        ContextValue::StyledStrs(all) => all.iter().map(ToString::to_string).collect::<Vec<_>>().join(" "),
        ContextValue::Number(number) => number.to_string(),
        ContextValue::Bool(yes) => yes.to_string(),
        _ => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use clap::Parser;

    use super::super::args::Args;
    use super::*;

    fn said(words: &[&str], lang: Lang) -> String {
        let error = Args::try_parse_from(words).expect_err("no call");
        told(&error).get(lang).to_owned()
    }

    #[test]
    fn what_makes_no_call_is_told_in_both_languages() {
        assert_eq!(said(&["anjuan", "show"], Lang::Zh), "命令行缺少 <ID>");
        assert_eq!(said(&["anjuan", "show"], Lang::En), "the call lacks <ID>");
        assert!(said(&["anjuan", "shw"], Lang::Zh).starts_with("没有命令「shw」, 是否为"));
        assert!(said(&["anjuan", "list", "cases", "--limt", "3"], Lang::Zh).contains("--limit"));
        assert!(said(&["anjuan", "list", "cases", "--limit", "x"], Lang::En).contains("can't be 'x'"));
        assert!(said(&["anjuan", "statute"], Lang::Zh).starts_with("还须写明"));
        for words in [&["anjuan", "show"][..], &["anjuan", "shw"], &["anjuan", "term", "1", "2", "3"]] {
            assert!(
                said(words, Lang::Zh).chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c)),
                "{words:?}"
            );
        }
    }

    #[test]
    fn the_language_is_the_one_asked_for() {
        let words = |all: &[&str]| all.iter().map(OsString::from).collect::<Vec<_>>();
        assert_eq!(asked_for(&words(&["anjuan", "--lang", "en", "shw"])), Lang::En);
        assert_eq!(asked_for(&words(&["anjuan", "--lang=en", "shw"])), Lang::En);
        assert_eq!(asked_for(&words(&["anjuan", "--lang", "zh"])), Lang::Zh);
    }
}
