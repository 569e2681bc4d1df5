//! How long a random draw takes, and repeating one: agencies of a division, ten and a hundred times that, with 2,000 inspectors.

use anjuan::law::draw_check;
use anjuan::law::draws::{self, FORMAT, METHOD};
use anjuan::records::draw::{DrawRecord, Entrant, ListedInspector};
use anjuan::records::ids::{RecordKind, RecordNo};
use divan::Bencher;

fn main() {
    divan::main();
}

/// A record of which a twentieth is drawn, two inspectors each.
fn record(agencies: i64) -> DrawRecord {
    let entrant = |serial| Entrant {
        no: RecordNo { kind: RecordKind::Agency, year: 0, serial },
        name: format!("示例职业培训学校{serial}"),
        tickets: 1 + u32::from(serial % 7 == 0),
        why: None,
    };
    let listed = |n: i32| ListedInspector {
        number: format!("JC{n:05}"),
        name: format!("示例督导{n}"),
        unit: "示例单位".to_owned(),
    };
    let mut record = DrawRecord {
        format: FORMAT.to_owned(),
        no: RecordNo { kind: RecordKind::Draw, year: 2026, serial: 1 },
        bureau: "示例局".to_owned(),
        title: "示例抽查".to_owned(),
        kind: None,
        drawn_at: "2026-03-02 10:00:00".to_owned(),
        operator: "示例甲".to_owned(),
        witness: "示例乙".to_owned(),
        method: METHOD.to_owned(),
        seed: "示例 20260302".to_owned(),
        seed_source: "示例公开来源".to_owned(),
        take: u32::try_from(agencies / 20).unwrap_or(1),
        each: 2,
        agencies: (1..=agencies).map(entrant).collect(),
        agencies_sha256: String::new(),
        inspectors: (1..=2_000).map(listed).collect(),
        inspectors_sha256: String::new(),
        recusals: Vec::new(),
        result: Vec::new(),
        redraws: Vec::new(),
    };
    record.agencies_sha256 = draws::agencies_sum(&record.agencies);
    record.inspectors_sha256 = draws::inspectors_sum(&record.inspectors);
    record.result = draws::drawn(&record);
    record
}

const SIZES: [i64; 3] = [500, 5_000, 50_000];

#[divan::bench(args = SIZES)]
fn drawn(bencher: Bencher, agencies: i64) {
    let record = record(agencies);
    bencher.bench(|| draws::drawn(&record));
}

#[divan::bench(args = SIZES)]
fn verified(bencher: Bencher, agencies: i64) {
    let record = record(agencies);
    bencher.bench(|| assert!(draw_check::faults(&record).is_empty()));
}
