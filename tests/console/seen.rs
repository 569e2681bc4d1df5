//! What is on the screen, and what isn't: assertions that show the screen where they fail.

use anjuan::console::driver::Driver;

/// The words are on the screen.
#[track_caller]
pub fn shows(driver: &Driver, words: &str) {
    assert!(driver.screen().contains(words), "{words:?} isn't on\n{}", driver.screen());
}

/// The words are not on the screen.
#[track_caller]
pub fn lacks(driver: &Driver, words: &str) {
    assert!(!driver.screen().contains(words), "{words:?} is on\n{}", driver.screen());
}
