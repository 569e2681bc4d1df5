//! What frames cost over a slow link, at 80 by 24 full of Chinese.

use anjuan::text::Lang;

use crate::practice::Practice;

#[test]
fn keys_cost_few_bytes() {
    let practice = Practice::new();
    let mut driver = practice.console("wangmin", Lang::Zh, false, (80, 24));
    let first = driver.bytes();
    assert!(first <= 8_000, "first paint {first}");
    driver.press("2").unwrap();
    driver.settle();
    let mut worst = (0, 0);
    for _ in 0..8 {
        worst.0 = worst.0.max(driver.press("j").unwrap() + driver.settle());
    }
    assert!(worst.0 <= 1_000, "cursor move with its detail {}", worst.0);
    for _ in 0..20 {
        worst.1 = worst.1.max(driver.press("j").unwrap() + driver.settle());
    }
    assert!(worst.1 <= 1_600, "scroll {}", worst.1);
    assert_eq!(driver.settle(), 0, "nothing to settle");
    eprintln!("bytes: first {first}, cursor {}, scroll {}", worst.0, worst.1);
}

#[test]
fn the_cursor_alone_moves_for_little() {
    let practice = Practice::new();
    // Too low for a detail pane: what is left is the move itself.
    let mut driver = practice.console("wangmin", Lang::Zh, false, (80, 17));
    driver.press("2").unwrap();
    driver.settle();
    for _ in 0..5 {
        let cost = driver.press("j").unwrap() + driver.settle();
        assert!(cost <= 400, "cursor move {cost}");
    }
}

#[test]
fn idling_costs_nothing() {
    let practice = Practice::new();
    let mut driver = practice.console("wangmin", Lang::Zh, false, (80, 24));
    let before = driver.bytes();
    for _ in 0..3 {
        driver.tick();
    }
    // Only the clock may change, at the turn of a minute.
    assert!(driver.bytes() - before <= 40, "{}", driver.bytes() - before);
    assert_eq!(driver.press("F9").unwrap(), 0, "a key that means nothing");
}

#[test]
fn a_burst_of_keys_is_one_frame() {
    let practice = Practice::new();
    let mut driver = practice.console("wangmin", Lang::Zh, false, (80, 24));
    driver.press("2").unwrap();
    let burst = driver.press("j j j j j j j j j j j j j j j j j j").unwrap();
    assert!(burst <= 3_000, "{burst}");
}
