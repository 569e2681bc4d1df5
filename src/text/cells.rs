//! Measuring, cutting, padding and wrapping text by terminal cells: the only place that counts them.
