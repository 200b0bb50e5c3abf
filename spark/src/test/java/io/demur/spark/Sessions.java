package io.demur.spark;

import org.apache.spark.sql.SparkSession;

/** One Spark for all tests of a process, with two cores and little around them. */
final class Sessions {
    private static final SparkSession SESSION = SparkSession.builder()
            .master("local[2]")
            .appName("demur")
            .config("spark.ui.enabled", false)
            .config("spark.sql.shuffle.partitions", 2)
            .config("spark.driver.host", "localhost")
            .config("spark.driver.bindAddress", "127.0.0.1")
            .config("spark.sql.warehouse.dir", "target/warehouse")
            .config("spark.sql.extensions", "io.demur.spark.DemurExtensions")
            .getOrCreate();

    private Sessions() {}

    static SparkSession get() {
        return SESSION;
    }
}
