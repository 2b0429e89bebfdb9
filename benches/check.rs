//! Where the time of a check goes: `cargo bench --bench check`.

mod corpus;

use criterion::{Criterion, criterion_group, criterion_main};

fn stages(criterion: &mut Criterion) {
    let folder = tempfile::tempdir().expect("there is room for temporary files");
    corpus::write(folder.path(), &corpus::files(1_000, 2026)).expect("there is room for temporary files");
    let root = folder.path();
    let mut group = criterion.benchmark_group("1,000 records");
    group.sample_size(20);
    group.bench_function("read and parse", |b| b.iter(|| isms::bench::read_and_parse(root)));
    group.bench_function("load and schema", |b| b.iter(|| isms::bench::load_only(root)));
    group.bench_function("check", |b| b.iter(|| isms::bench::check(root)));
    group.finish();
}

criterion_group!(benches, stages);
criterion_main!(benches);
