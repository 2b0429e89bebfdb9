fn main() -> std::process::ExitCode {
    isms::cli::main()
}
