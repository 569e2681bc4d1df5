//! How long a document takes on its way out, of two pages, ten times and a hundred times that.

use anjuan::documents::{Block, Sheet, docx, layout};
use divan::Bencher;

fn main() {
    divan::main();
}

/// A notice whose facts have so many paragraphs.
fn sheet(paragraphs: usize) -> Sheet {
    let facts = "2026年10月13日，示例职业培训学校组织示例工种评价，参加考生38人，经现场检查和核对考务资料，存在示例情形。";
    let mut blocks = vec![
        Block::Title("第八师石河子市人力资源和社会保障局".into()),
        Block::Title("处理决定事先告知书".into()),
        Block::Number("八师人社告〔2026〕3号".into()),
        Block::Addressee("示例职业培训学校：".into()),
        Block::Heading("一、查明的事实".into()),
    ];
    blocks.extend((0..paragraphs).map(|_| Block::Body(facts.into())));
    blocks.push(Block::Signature("第八师石河子市人力资源和社会保障局".into()));
    blocks.push(Block::Date("2026年11月27日".into()));
    Sheet { blocks }
}

const SIZES: [usize; 3] = [18, 180, 1_800];

#[divan::bench(args = SIZES)]
fn as_docx(bencher: Bencher, paragraphs: usize) {
    let sheet = sheet(paragraphs);
    bencher.bench(|| docx::docx(&sheet, None).unwrap());
}

#[divan::bench(args = SIZES)]
fn as_pages(bencher: Bencher, paragraphs: usize) {
    let sheet = sheet(paragraphs);
    bencher.bench(|| layout::pages(&sheet));
}
