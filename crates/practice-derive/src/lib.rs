//! practice-derive
