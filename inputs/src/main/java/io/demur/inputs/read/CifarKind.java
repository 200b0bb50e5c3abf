package io.demur.inputs.read;

import java.util.List;

/** The two data sets of Krizhevsky 2009: pictures of 32 x 32, 50,000 to learn from and 10,000 to test on. */
public enum CifarKind {
    /** Ten classes. */
    CIFAR10(
            "data_batch_1.bin data_batch_2.bin data_batch_3.bin data_batch_4.bin data_batch_5.bin",
            "test_batch.bin",
            "batches.meta.txt",
            10,
            0),
    /** A hundred classes, called fine, beside twenty coarse ones that are not read. */
    CIFAR100("train.bin", "test.bin", "fine_label_names.txt", 100, 1);

    private final String train;
    private final String test;
    private final String names;
    private final int classes;
    private final int labelAt;

    CifarKind(String train, String test, String names, int classes, int labelAt) {
        this.train = train;
        this.test = test;
        this.names = names;
        this.classes = classes;
        this.labelAt = labelAt;
    }

    List<String> train() {
        return List.of(train.split(" "));
    }

    String test() {
        return test;
    }

    String names() {
        return names;
    }

    /** How many classes there are. */
    public int classes() {
        return classes;
    }

    /** The byte of a record that holds the class; the picture begins after it. */
    int labelAt() {
        return labelAt;
    }
}
