//! The rows of one table, shared until they are changed.

use std::ops::{Deref, DerefMut};
use std::sync::Arc;

/// The rows of one table. A clone is free: the rows are copied when one of two that share them is changed.
#[derive(PartialEq, Debug)]
pub struct Rows<R>(Arc<Vec<R>>);

impl<R> Clone for Rows<R> {
    fn clone(&self) -> Self {
        Rows(self.0.clone())
    }
}

impl<R> Default for Rows<R> {
    fn default() -> Self {
        Rows(Arc::default())
    }
}

impl<R> From<Vec<R>> for Rows<R> {
    fn from(rows: Vec<R>) -> Self {
        Rows(Arc::new(rows))
    }
}

impl<R> FromIterator<R> for Rows<R> {
    fn from_iter<I: IntoIterator<Item = R>>(rows: I) -> Self {
        Rows::from(Vec::from_iter(rows))
    }
}

impl<R> Deref for Rows<R> {
    type Target = Vec<R>;

    fn deref(&self) -> &Vec<R> {
        &self.0
    }
}

impl<R: Clone> DerefMut for Rows<R> {
    fn deref_mut(&mut self) -> &mut Vec<R> {
        Arc::make_mut(&mut self.0)
    }
}

impl<'r, R> IntoIterator for &'r Rows<R> {
    type Item = &'r R;
    type IntoIter = std::slice::Iter<'r, R>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl<'r, R: Clone> IntoIterator for &'r mut Rows<R> {
    type Item = &'r mut R;
    type IntoIter = std::slice::IterMut<'r, R>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter_mut()
    }
}

impl<R: Clone> IntoIterator for Rows<R> {
    type Item = R;
    type IntoIter = std::vec::IntoIter<R>;

    fn into_iter(self) -> Self::IntoIter {
        Arc::unwrap_or_clone(self.0).into_iter()
    }
}
