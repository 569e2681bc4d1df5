# Recipes for working on anjuan. `just` lists them. Each is one command that also works without just.

# List the recipes.
default:
    @just --list

# Format and lints.
check:
    cargo fmt --check
    cargo clippy --all-targets -- -D warnings

# All tests.
test:
    cargo test

# Everything that must hold before a change lands.
ci:
    bash .ci/run

# Benches; BENCHMARKS.md says what they measure.
bench:
    cargo bench

# Kill the program at random moments during a scenario, 200 times.
kill-test:
    KILLS=200 cargo test --release --test crash -- --nocapture

# Write down who may what anew, after a change of the catalogue that is meant; then read the difference.
permissions:
    UPDATE_PERMISSIONS=1 cargo test --test permissions
    git diff --stat -- tests/permissions.txt

# Write the command reference anew, after a change of the catalogue; then read the difference.
reference:
    UPDATE_REFERENCE=1 cargo test --test reference
    git diff --stat -- docs/commands.md

# The console on practice data.
demo *ARGS:
    cargo run --release -- demo {{ARGS}}
