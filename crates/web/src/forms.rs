//! Any record's form, made from its specification.
