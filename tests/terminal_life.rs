//! Life and death in a real terminal: however the program ends, the terminal is as it was before.
//!
//! The program is this test binary itself: [`demo`] runs the guard and the input loop when it is told to.

#[path = "support/pty.rs"]
mod pty;

use std::sync::mpsc::channel;
use std::time::Duration;

use anjuan::console::keys::Key;
use anjuan::console::terminal::{Guard, Input, Screen, Tty, listen, wait};
use anjuan::text::cells::Ambiguous;
use nix::sys::signal::Signal;
use portable_pty::CommandBuilder;
use pty::Pty;
use ratatui::Frame;

const TOLD: &str = "TERMINAL_LIFE_DEMO";

/// A little more than the second that is allowed, for busy machines.
const AT_ONCE: Duration = Duration::from_millis(2500);

/// Not a test of its own: the program that the tests below run.
#[test]
fn demo() {
    if std::env::var_os(TOLD).is_none() {
        return;
    }
    let status = run_demo();
    std::process::exit(status);
}

fn run_demo() -> i32 {
    let guard = Guard::enter().unwrap();
    let mut screen = Screen::new(Tty::new().unwrap(), true, Ambiguous::Narrow).unwrap();
    let (sender, queue) = channel::<Input>();
    listen(sender).unwrap();
    let mut said = "示例".to_owned();
    loop {
        if screen.draw(|frame| show(frame, &said)).is_err() {
            return 129;
        }
        for input in wait(&queue, None) {
            if let Some(status) = input.exit_status() {
                return status;
            }
            match input {
                Input::Key(key) if key == Key::char('q') => return 7,
                Input::Key(key) if key == Key::char('p') => panic!("示例 panic"),
                Input::Key(key) if key == Key::char('w') => {
                    let _ = std::thread::spawn(|| panic!("worker panic")).join();
                    said = "worker over".into();
                }
                // A program that hangs: only the last resort ends it.
                Input::Key(key) if key == Key::char('h') => {
                    screen.draw(|frame| show(frame, "hanging")).unwrap();
                    loop {
                        std::thread::park();
                    }
                }
                Input::Key(key) if key == Key::ctrl('z') => {
                    guard.suspend().unwrap();
                    screen.redraw_all();
                    said = "back".into();
                }
                Input::Key(key) => said = format!("{said} <{key}>"),
                Input::Paste(text) => said = format!("{said} [{text}]"),
                // A hang-up comes with SIGCONT, and then there is nothing to enter again.
                Input::Resume if guard.reenter().is_err() => return 129,
                Input::Resume => {
                    screen.redraw_all();
                }
                _ => {}
            }
        }
    }
}

fn show(frame: &mut Frame<'_>, said: &str) {
    let area = frame.area();
    let buffer = frame.buffer_mut();
    buffer.set_stringn(
        0,
        0,
        format!("案卷 {}x{}", area.width, area.height),
        area.width.into(),
        ratatui::style::Style::new(),
    );
    if area.height > 1 {
        buffer.set_stringn(0, 1, said, area.width.into(), ratatui::style::Style::new().reversed());
    }
    frame.set_cursor_position((0, area.height - 1));
}

fn command(program: &str, arguments: &[&str]) -> CommandBuilder {
    let mut command = CommandBuilder::new(program);
    command.args(arguments);
    command.env(TOLD, "1");
    command.env("TERM", "xterm-256color");
    command.env("RUST_BACKTRACE", "0");
    command.env_remove("SSH_CONNECTION");
    command.env_remove("SSH_TTY");
    command
}

fn this_binary() -> String {
    std::env::current_exe().unwrap().to_str().unwrap().to_owned()
}

const DEMO: [&str; 3] = ["demo", "--exact", "--nocapture"];

fn start() -> Pty {
    let pty = Pty::spawn(command(&this_binary(), &DEMO), 60, 10);
    pty.wait_for("案卷 60x10");
    assert!(pty.screen(|s| s.alternate_screen() && s.bracketed_paste()) && !pty.is_cooked());
    pty
}

fn assert_restored(pty: &Pty) {
    pty.screen(|s| {
        assert!(!s.alternate_screen() && !s.bracketed_paste() && !s.hide_cursor() && !s.inverse());
    });
    assert!(pty.is_cooked(), "echo and line mode are back");
    let raw = pty.raw();
    let left = raw.windows(8).rposition(|w| w == b"\x1b[?1049l").expect("the alternate screen was left");
    assert!(!raw[left..].windows(8).any(|w| w == b"\x1b[?2026h"), "no frame after leaving");
}

#[test]
fn normal_end_restores() {
    let mut pty = start();
    pty.send("q");
    assert_eq!(pty.wait_end(AT_ONCE).exit_code(), 7);
    assert_restored(&pty);
}

#[test]
fn panic_restores_and_is_told() {
    let mut pty = start();
    pty.send("p");
    assert_eq!(pty.wait_end(AT_ONCE).exit_code(), 101);
    assert_restored(&pty);
    let written = String::from_utf8_lossy(&pty.raw()).into_owned();
    let (_, told) = written.rsplit_once("\x1b[?1049l").expect("the alternate screen was left");
    assert!(told.contains("示例 panic"), "{told}");
}

#[test]
fn worker_panic_waits_for_the_end() {
    let mut pty = start();
    pty.send("w");
    pty.wait_for("worker over");
    assert!(!String::from_utf8_lossy(&pty.raw()).contains("worker panic"));
    pty.send("q");
    assert_eq!(pty.wait_end(AT_ONCE).exit_code(), 7);
    assert_restored(&pty);
    let written = String::from_utf8_lossy(&pty.raw()).into_owned();
    let (_, told) = written.rsplit_once("\x1b[?1049l").expect("the alternate screen was left");
    assert!(told.contains("worker panic"), "{told}");
}

#[test]
fn signals_restore() {
    for (signal, status) in [(Signal::SIGTERM, 143), (Signal::SIGHUP, 129), (Signal::SIGINT, 130)] {
        let mut pty = start();
        pty.signal(signal);
        assert_eq!(pty.wait_end(AT_ONCE).exit_code(), status, "{signal}");
        assert_restored(&pty);
    }
}

#[test]
fn a_program_that_hangs_is_ended_and_restored() {
    let mut pty = start();
    pty.send("h");
    pty.wait_for("hanging");
    pty.signal(Signal::SIGTERM);
    assert_eq!(pty.wait_end(AT_ONCE).exit_code(), 143);
    assert_restored(&pty);
}

#[test]
fn a_lost_terminal_ends_the_program() {
    let mut pty = start();
    pty.hang_up();
    assert_eq!(pty.wait_end(AT_ONCE).exit_code(), 129);
}

/// Only the leader of a session is told by SIGHUP; any other program must see that its input is gone.
#[test]
fn a_lost_terminal_is_noticed_without_a_signal() {
    let script = r#"trap "" HUP; "$0" "$@"; exit $?"#;
    let binary = this_binary();
    let arguments = [&["-c", script, &binary], &DEMO[..]].concat();
    let mut pty = Pty::spawn(command("/bin/sh", &arguments), 60, 10);
    pty.wait_for("案卷 60x10");
    pty.hang_up();
    assert_eq!(pty.wait_end(AT_ONCE).exit_code(), 129);
}

#[test]
fn a_shell_can_stop_and_continue_it() {
    let mut shell = command("/bin/bash", &["--norc", "--noprofile", "-i"]);
    shell.env("PS1", "ready> ");
    let mut pty = Pty::spawn(shell, 60, 10);
    pty.wait_for("ready>");
    pty.send(&format!("'{}' {}\r", this_binary(), DEMO.join(" ")));
    pty.wait_until("the program", |s| s.alternate_screen() && s.contents().contains("案卷 60x10"));
    pty.send("\x1a");
    // Readline reads the terminal's size and sets it again before it prompts: a new size in between would be lost.
    let prompting =
        |text: &str| text.split_once("Stopped").is_some_and(|(_, after)| after.contains("ready>"));
    pty.wait_until("the shell", |s| !s.alternate_screen() && prompting(&s.contents()));
    assert!(pty.screen(|s| !s.bracketed_paste() || s.contents().contains("ready>")));
    pty.resize(50, 8);
    pty.send("fg\r");
    pty.wait_until("the program again", |s| s.alternate_screen() && s.contents().contains("案卷 50x8"));
    pty.wait_for("back");
    pty.send("x");
    pty.wait_for("back <x>");
    pty.send("q");
    pty.wait_until("the shell", |s| !s.alternate_screen());
    // Typed ahead of the prompt: the shell's, not the program's.
    pty.send("echo status=$?.\r");
    pty.wait_for("status=7.");
}

/// Where no shell could continue it, Ctrl-Z must not stop the program for ever.
#[test]
fn without_a_shell_it_is_not_stopped() {
    let mut pty = start();
    pty.send("\x1a");
    pty.wait_for("back");
    assert!(pty.screen(vt100::Screen::alternate_screen) && !pty.is_cooked());
    pty.send("q");
    assert_eq!(pty.wait_end(AT_ONCE).exit_code(), 7);
    assert_restored(&pty);
}

#[test]
fn keys_pastes_and_sizes_arrive() {
    let mut pty = start();
    pty.send("\x1b[A\x1b[200~粘\r贴\x1b[201~示\x1bOP");
    pty.wait_for("<Up> [粘贴] <示> <F1>");
    pty.send("\x1b");
    pty.wait_for("<Esc>");
    // A split sequence: the head may come a moment before the rest.
    pty.send("\x1b");
    pty.send("[B");
    pty.wait_for("<Down>");
    pty.resize(1, 1);
    pty.wait_until("the small size", |s| s.contents().trim().is_empty());
    pty.resize(70, 12);
    pty.wait_for("案卷 70x12");
}
