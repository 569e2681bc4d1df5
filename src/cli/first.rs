//! The first start: there is no database yet, so one is offered, for practice or in earnest. Plain questions, before
//! the console takes the terminal.

use std::io::{BufRead, IsTerminal, Write};
use std::path::PathBuf;

use super::args::Args;
use super::output::Output;
use super::session::{database_path, moment_on, system_login};
use super::setup;
use crate::commands::fault::Fault;
use crate::demo::Options;
use crate::say;
use crate::text::Text;

/// Agencies of a practice database made at the first start.
const AGENCIES: usize = 300;

/// Offers to make a database; where it is, or nothing when the person doesn't want one.
///
/// # Errors
/// When nobody is at the keys, or the database can't be made.
pub fn offer(args: &Args, output: Output) -> Result<Option<PathBuf>, Fault> {
    let path = database_path(args)?;
    if !std::io::stdin().is_terminal() {
        // The error of a database that isn't there, as every other call gives it.
        return Err(crate::store::Store::open(&path).map(drop).err().map_or_else(
            || Fault::Io(Text::new("数据库刚刚出现, 请再试", "the database has just appeared: try again")),
            Into::into,
        ));
    }
    output.note(&say!(
        "还没有数据库 {p}。\n  1  建练习库 (示例数据, 随意试用)\n  2  建正式库\n  其他键退出",
        "There is no database {p} yet.\n  1  make a practice database (made-up data)\n  2  make a real one\n  anything else: leave",
        p = path.display().to_string()
    ));
    match ask(output, &Text::new("选择", "choice"))?.as_str() {
        "1" => {
            let today = args.today.unwrap_or_else(|| moment_on(None).today);
            setup::demo(&path, &Options { seed: 1, agencies: AGENCIES, today }, output.lang)?;
        }
        "2" => {
            let login = system_login()?;
            let bureau = ask(output, &Text::new("单位 (如 八师)", "bureau (such as 八师)"))?;
            let name = ask(output, &Text::new("您的姓名", "your name"))?;
            let made = setup::init(&path, &bureau, &login, &name)?;
            for line in &made.text {
                output.note(line);
            }
        }
        _ => return Ok(None),
    }
    Ok(Some(path))
}

fn ask(output: Output, what: &Text) -> Result<String, Fault> {
    let failed = |e: std::io::Error| Fault::Io(Text::same(e.to_string()));
    let mut err = std::io::stderr().lock();
    write!(err, "{}: ", what.get(output.lang)).and_then(|()| err.flush()).map_err(failed)?;
    let mut line = String::new();
    std::io::stdin().lock().read_line(&mut line).map_err(failed)?;
    Ok(crate::text::clean::half_width(line.trim()).into_owned())
}
