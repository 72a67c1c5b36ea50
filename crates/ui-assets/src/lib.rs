//! ui-assets
