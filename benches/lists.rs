//! How long a page of a list takes, and a key in the phone desk, with 300, 10,000 and 100,000 agencies. Practice data.

use std::sync::{Mutex, OnceLock};

use anjuan::commands::desk::{self, Finder};
use anjuan::commands::scene::Moment;
use anjuan::demo::{self, Options};
use anjuan::records::bureau::BureauId;
use anjuan::records::staff::Staff;
use anjuan::store::Store;
use anjuan::store::about::{self, About};
use anjuan::store::lists::{self, ListKind, Query, Step};
use divan::Bencher;

fn main() {
    divan::main();
}

const SIZES: [usize; 3] = [300, 10_000, 100_000];
/// Rows of a page.
const PAGE: usize = 40;

/// A database with its bureau's first member of staff.
struct Office {
    store: Store,
    actor: Staff,
    moment: Moment,
    _folder: tempfile::TempDir,
}

/// Made once for each size, since making the largest takes a while.
fn with<T>(size: usize, run: impl FnOnce(&Office) -> T) -> T {
    static OFFICES: [OnceLock<Mutex<Office>>; 3] = [const { OnceLock::new() }; 3];
    let at = SIZES.iter().position(|s| *s == size).unwrap_or(0);
    let office = OFFICES[at].get_or_init(|| Mutex::new(office(size)));
    run(&office.lock().unwrap_or_else(std::sync::PoisonError::into_inner))
}

fn office(agencies: usize) -> Office {
    let folder = tempfile::tempdir().expect("a folder");
    let mut store = Store::create(&folder.path().join("bench.db")).expect("a database");
    let at = "2026-03-20T09:41:00+08:00".parse().expect("a time");
    let today = "2026-03-20".parse().expect("a day");
    let bureau = BureauId::CORPS;
    about::establish(&store, &About { practice: true, bureau, today: Some(today), made_at: at })
        .expect("its kind");
    let options = Options { seed: 1, agencies, today };
    let team = demo::make(&mut store, &options, &mut |_, _| ()).expect("practice data");
    Office { store, actor: team[0].clone(), moment: Moment { at, today }, _folder: folder }
}

/// The first page of every list.
#[divan::bench(args = SIZES)]
fn first_pages(bencher: Bencher, size: usize) {
    with(size, |office| {
        bencher.bench_local(|| {
            for kind in ListKind::ALL {
                let query = Query::new(*kind, BureauId::CORPS);
                divan::black_box(lists::window(&office.store, &query, None, Step::After, PAGE))
                    .expect("a page");
            }
        });
    });
}

/// A page in the middle of the agencies: the cost must not grow with the table.
#[divan::bench(args = SIZES)]
fn page_in_the_middle(bencher: Bencher, size: usize) {
    with(size, |office| {
        let query = Query::new(ListKind::Agencies, BureauId::CORPS);
        let rows = lists::window(&office.store, &query, None, Step::After, size / 2).expect("rows");
        let middle = rows.last().map(|row| row.cursor.clone());
        bencher.bench_local(|| {
            lists::window(&office.store, &query, middle.as_ref(), Step::After, PAGE).expect("a page")
        });
    });
}

/// Reading the finder, as the console does beside its first frame.
#[divan::bench(args = SIZES, sample_count = 5)]
fn reading_the_finder(bencher: Bencher, size: usize) {
    with(size, |office| {
        bencher.bench_local(|| {
            Finder::load(&office.store, BureauId::CORPS, office.moment.today).expect("a finder")
        });
    });
}

/// One key in the phone desk: search, lines, card of the best. The worst of several letters.
#[divan::bench(args = SIZES)]
fn a_key_in_the_phone_desk(bencher: Bencher, size: usize) {
    with(size, |office| {
        let mut finder = Finder::load(&office.store, BureauId::CORPS, office.moment.today).expect("a finder");
        let mut typed =
            ["s", "sl", "slh", "slhg", "示例", "示例 焊", "0993", "6-99-02-01 三级"].into_iter().cycle();
        bencher.bench_local(|| {
            let found = finder.find(&office.store, typed.next().unwrap_or_default(), 50).expect("hits");
            let best = found.lines.first().map(|line| line.no);
            best.map(|no| desk::card(&office.store, &office.actor, office.moment, no).expect("a card"))
        });
    });
}
