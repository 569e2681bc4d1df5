//! What frames cost over a slow link, at 80 by 24 full of Chinese.

use anjuan::text::Lang;

use crate::practice::Practice;

#[test]
fn keys_cost_few_bytes() {
    let practice = Practice::new();
    let mut driver = practice.console("wangmin", Lang::Zh, false, (80, 24));
    let first = driver.bytes();
    assert!(first <= 8_000, "first paint {first}");
    for list in ["1", "2", "3", "4", "5", "6"] {
        driver.press(list).unwrap();
        driver.settle();
        for step in 0..30 {
            let (cost, scrolls) = (driver.press("j").unwrap() + driver.settle(), step > 10);
            let most = if scrolls { 1_600 } else { 400 };
            assert!(cost <= most, "list {list}, row {step}: {cost} bytes");
        }
    }
    assert_eq!(driver.settle(), 0, "nothing to settle");
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
