//! The finder as a clerk meets it. Names are made up.

use proptest::prelude::*;

use super::{Entry, Hits, Index};

const NAMES: [(&str, &str); 10] = [
    ("石河子示例焊工培训学校", "91659001MA7700014C Y000066000001 0993-2000001 BA-2026-0031"),
    ("石河子示例化工技校", "52659002MA7700014U S000066000002 0993-2800002"),
    ("示例重庆银行职业培训中心", "12659006MA7700014R 13900000003"),
    ("示例曾氏护理学校", "91659012MA7700014A 兵人社备〔2026〕3号"),
    ("阿拉尔示例电焊技工学院", "0997-4600005"),
    ("焊工示例联合会", ""),
    ("图木舒克示例ABC技能评价公司", "0998-6200007"),
    ("第八师示例一四三团职培中心", "0993-2000008"),
    ("示例海关货运学校", ""),
    ("石河子示例焊工培训学校第二分校", "0993-2000010"),
];

fn index() -> Index {
    let mut builder = Index::builder();
    for (id, (name, codes)) in (1..).zip(NAMES) {
        builder.push(Entry { id, name, codes, rank: 0 });
    }
    builder.build()
}

fn ids(hits: &Hits) -> Vec<i64> {
    hits.items.iter().map(|(id, _)| *id).collect()
}

fn close(typed: &str) -> Vec<i64> {
    let hits = index().search(typed, 20);
    ids(&hits)[..hits.close].to_vec()
}

#[test]
fn initials_of_two_words() {
    assert_eq!(close("shz hg"), [2, 1, 10]);
    assert_eq!(close("hg shz"), [2, 1, 10]);
    assert_eq!(close("shz hgp"), [1, 10]);
}

#[test]
fn mixed_scripts_and_full_width() {
    assert_eq!(close("shz 焊工"), [1, 10]);
    assert_eq!(close("shz焊工"), [1, 10]);
    assert_eq!(close("ＳＨＺ　焊工"), [1, 10]);
    assert_eq!(close("ABC"), [7]);
    assert_eq!(close("8师"), [8]);
}

#[test]
fn every_reading_of_a_heteronym() {
    for typed in ["cqyh", "zqyh", "chongqing", "chongqingyinhang", "yinhang"] {
        assert_eq!(close(typed), [3], "{typed}");
    }
    for typed in ["zengshi", "zs hl", "cengshi"] {
        assert_eq!(close(typed), [4], "{typed}");
    }
}

#[test]
fn whole_partial_and_mixed_pinyin() {
    for typed in ["shihezi", "shihz", "shhz", "shihezishili", "shi'he'zi"] {
        let found = close(typed);
        assert!([1, 2, 10].iter().all(|id| found.contains(id)), "{typed}: {found:?}");
    }
    assert_eq!(close("hangong peixun"), [1, 10]);
    assert_eq!(close("tumushuke"), [7]);
}

#[test]
fn codes_and_phones() {
    assert_eq!(close("91659001MA7700014C"), [1]);
    assert_eq!(close("０９９３－２０００００１"), [1]);
    assert_eq!(close("2000001"), [1]);
    assert_eq!(close("ba-2026-0031"), [1]);
    assert_eq!(close("兵人社 2026"), [4]);
    assert_eq!(close("y0000"), [1]);
    assert_eq!(close("13900000003"), [3]);
}

#[test]
fn better_kinds_of_match_come_first() {
    let mut builder = Index::builder();
    let by_kind = [
        ("示例甲", "hg7"),
        ("hg7示例乙", ""),
        ("海关7号示例", ""),
        ("示例(海关7号)", ""),
        ("示例甲海关7号", ""),
        ("示例会馆七号", ""),
    ];
    for (id, (name, codes)) in (1..).zip(by_kind) {
        builder.push(Entry { id, name, codes, rank: 9 });
    }
    assert_eq!(ids(&builder.build().search("hg7", 9)), [1, 2, 3, 4, 5]);

    let mut builder = Index::builder();
    let by_kind = ["示例甲杭钢校", "示例甲(海关校)", "海关示例", "示例红铁果校", "示例和你果"];
    for (id, name) in (1..).zip(by_kind) {
        builder.push(Entry { id, name, codes: "", rank: 0 });
    }
    let hits = builder.build().search("hg", 9);
    assert_eq!((ids(&hits), hits.close), (vec![3, 2, 1], 3));

    assert_eq!(ids(&index().search("焊工", 20))[0], 6);
    assert_eq!(ids(&index().search("石河子示例焊工培训学校", 20))[..2], [1, 10]);
}

#[test]
fn gaps_come_last_and_are_counted_apart() {
    let hits = index().search("石焊", 20);
    assert_eq!((hits.total, hits.close), (2, 0));
    assert_eq!(ids(&hits), [1, 10]);
    let hits = index().search("电技", 20);
    assert_eq!(ids(&hits), [5]);
}

#[test]
fn rank_decides_among_equals() {
    let mut builder = Index::builder();
    builder.push(Entry { id: 1, name: "示例甲校", codes: "", rank: 1 });
    builder.push(Entry { id: 2, name: "示例乙校", codes: "", rank: 5 });
    let mut index = builder.build();
    assert_eq!(ids(&index.search("示例", 9)), [2, 1]);
    assert_eq!(ids(&index.search("", 9)), [2, 1]);
}

#[test]
fn nothing_typed_finds_all() {
    let hits = index().search(" \u{1b}\u{7}", 3);
    assert_eq!((hits.total, hits.items.len()), (10, 3));
    assert_eq!(index().search("焊工", 0).items, []);
    assert_eq!(Index::builder().build().search("焊工", 5), Hits::default());
}

#[test]
fn changes_are_found_at_once() {
    let mut index = index();
    index.search("焊工", 9);
    index.upsert(Entry { id: 2, name: "示例改名学校", codes: "0993-1", rank: 0 });
    index.upsert(Entry { id: 99, name: "示例新焊工站", codes: "", rank: 0 });
    index.remove(6);
    index.remove(12345);
    let found = index.search("焊工", 9);
    assert_eq!(found.close, 3);
    assert!(ids(&found).contains(&99) && !ids(&found).contains(&6));
    assert_eq!(ids(&index.search("gaiming", 9)), [2]);
    assert_eq!((index.len(), index.search("化工技校", 9).total), (10, 0));
}

#[test]
fn many_changes_do_not_grow_the_index() {
    let mut index = index();
    for round in 0..20_000 {
        index.upsert(Entry { id: 1 + round % 10, name: "示例反复改名学校", codes: "0993", rank: 0 });
    }
    assert_eq!(index.len(), 10);
    assert!(index.bytes() < 1_000_000, "{}", index.bytes());
    assert_eq!(index.search("fanfu", 20).close, 10);
}

#[test]
fn of_two_with_one_id_the_later_counts() {
    let mut builder = Index::builder();
    builder.push(Entry { id: 7, name: "示例旧名", codes: "", rank: 0 });
    builder.push(Entry { id: 7, name: "示例新名", codes: "", rank: 0 });
    let mut index = builder.build();
    assert_eq!((index.len(), index.search("旧名", 9).total, index.search("新名", 9).total), (1, 0, 1));
}

#[test]
fn memory_at_a_hundred_thousand() {
    let mut builder = Index::builder();
    for id in 0..100_000 {
        let name = format!("石河子示例第{id}职业技能培训学校");
        let codes = format!("91659001MA77{id:06} Y0000660{id:05} 139{id:08} BA-2026-{id:06}");
        builder.push(Entry { id, name: &name, codes: &codes, rank: 0 });
    }
    let index = builder.build();
    assert!(index.bytes() < 17_000_000, "{}", index.bytes());
}

fn name() -> impl Strategy<Value = String> {
    proptest::collection::vec(
        proptest::sample::select("石河子示例焊工海关重庆曾ab7 (".chars().collect::<Vec<_>>()),
        0..9,
    )
    .prop_map(|chars| chars.into_iter().collect())
}

proptest! {
    /// Typed key by key, the result is the same as asked for at once.
    #[test]
    fn narrowing_equals_a_fresh_search(
        names in proptest::collection::vec((name(), "[a9 -]{0,8}"), 0..40),
        typed in proptest::collection::vec(
            proptest::sample::select("shzgcq石焊工重a79 -".chars().collect::<Vec<_>>()), 0..8),
    ) {
        let build = || {
            let mut builder = Index::builder();
            for (id, (name, codes)) in (0..).zip(&names) {
                builder.push(Entry { id, name, codes, rank: u8::try_from(id % 3).unwrap() });
            }
            builder.build()
        };
        let mut stepwise = build();
        let mut so_far = String::new();
        for c in typed {
            so_far.push(c);
            prop_assert_eq!(stepwise.search(&so_far, 10), build().search(&so_far, 10), "{}", so_far);
        }
    }

    /// Whatever is typed, and stored, nothing breaks and the numbers agree.
    #[test]
    fn anything_can_be_typed(name in ".{0,300}", codes in ".{0,60}", typed in ".{0,80}") {
        let mut builder = Index::builder();
        builder.push(Entry { id: 1, name: &name, codes: &codes, rank: 0 });
        let hits = builder.build().search(&typed, 5);
        prop_assert!(hits.close <= hits.total && hits.items.len() == hits.total);
    }

    /// Every name is found by itself, by its first characters, and by its initials.
    #[test]
    fn a_name_finds_itself(name in "[石河子焊工海关重庆曾训校]{1,20}") {
        let mut builder = Index::builder();
        builder.push(Entry { id: 1, name: &name, codes: "", rank: 0 });
        let mut index = builder.build();
        prop_assert_eq!(index.search(&name, 1).close, 1);
        let usual = |alternatives: &str| alternatives.split('/').next().unwrap().to_owned();
        let key = super::PinyinKey::of(&name);
        let syllables: Vec<String> = key.syllables.split(' ').map(usual).collect();
        let initials: String = syllables.iter().map(|s| &s[..1]).collect();
        prop_assert_eq!(index.search(&initials, 1).close, 1);
        prop_assert_eq!(index.search(&syllables.join(""), 1).close, 1);
    }
}
