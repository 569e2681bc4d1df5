//! How long a key in the finder takes, with 300, 10,000 and 100,000 subjects. Names are made up.

use anjuan::find::{Entry, Index};
use divan::Bencher;

fn main() {
    divan::main();
}

const SIZES: [i64; 3] = [300, 10_000, 100_000];

/// Names of the usual shape: place, 示例, two characters, trade, kind.
fn index(size: i64) -> Index {
    const PLACES: [&str; 8] =
        ["石河子", "阿拉尔", "铁门关", "图木舒克", "可克达拉", "五家渠", "胡杨河", "北屯"];
    const TRADES: [&str; 9] =
        ["焊工", "化工", "电气", "养老护理", "建筑机械", "农业", "重型车辆", "银行柜员", "海关货运"];
    const KINDS: [&str; 6] = ["培训学校", "技工学校", "职业学院", "评价中心", "有限公司", "行业协会"];
    const OTHERS: &[char] = &[
        '安', '博', '城', '达', '恩', '方', '广', '华', '捷', '凯', '利', '民', '诺', '鹏', '启', '瑞', '盛',
        '泰',
    ];
    let pick = |n: i64, len: usize| usize::try_from(n).unwrap_or(0) % len;
    let mut builder = Index::builder();
    for id in 0..size {
        let name = format!(
            "{}示例{}{}{}{}",
            PLACES[pick(id, PLACES.len())],
            OTHERS[pick(id / 7, OTHERS.len())],
            OTHERS[pick(id / 131, OTHERS.len())],
            TRADES[pick(id / 3, TRADES.len())],
            KINDS[pick(id / 5, KINDS.len())],
        );
        let codes = format!(
            "91659001MA77{id:05}4C Y0000660{id:05} 0993-2{id:06} 139{:08} BA-2026-{id:05}",
            id * 7919 % 100_000_000
        );
        builder.push(Entry { id, name: &name, codes: &codes, rank: 0 });
    }
    builder.build()
}

/// Asked for at once, as after a paste: nothing to narrow.
macro_rules! cold {
    ($($name:ident: $typed:literal,)*) => {$(
        #[divan::bench(args = SIZES)]
        fn $name(bencher: Bencher, size: i64) {
            let mut index = index(size);
            bencher.bench_local(|| {
                // A change forgets the last query, so that nothing is narrowed.
                index.remove(-1);
                index.search($typed, 20)
            });
        }
    )*};
}

cold! {
    cold_one_letter: "s",
    cold_one_digit: "0",
    cold_one_character: "校",
    cold_in_every_name: "示例",
    cold_initials: "shz hg",
    cold_three_letters: "shg",
    cold_syllables: "hangong",
    cold_long_pinyin: "shihezi hangong peixun",
    cold_phone: "0993-2000123",
    cold_middle_of_code: "2005",
    cold_gaps: "石焊校",
    cold_nothing: "zzqx",
    cold_rare_character: "𬭎",
}

/// Typed key by key, each key a search: the time of a whole word.
#[divan::bench(args = SIZES)]
fn typed_key_by_key(bencher: Bencher, size: i64) {
    let mut index = index(size);
    bencher.bench_local(|| {
        let typed = "shz hangong";
        for end in 1..=typed.len() {
            divan::black_box(index.search(&typed[..end], 20));
        }
    });
}

#[divan::bench(args = SIZES)]
fn building(bencher: Bencher, size: i64) {
    bencher.bench_local(|| divan::black_box(index(size)));
}
