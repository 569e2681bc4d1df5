//! The program: hands the command line to the library.

fn main() -> std::process::ExitCode {
    anjuan::cli::main(std::env::args_os())
}
