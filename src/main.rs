//! The command `interorg`.

mod cli;

fn main() -> std::process::ExitCode {
    cli::run()
}
