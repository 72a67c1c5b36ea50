#![no_main]
libfuzzer_sys::fuzz_target!(|bytes: &[u8]| goldthread_fuzz::inspection_lists(bytes));
