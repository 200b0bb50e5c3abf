/** Tables through DuckDB: logits, labels, groups and ids in Parquet, JSON, compressed CSV and SQL; decisions as Parquet. */
package io.demur.tables;
