package io.demur.inputs.read;

import io.demur.inputs.ColumnRole;
import io.demur.inputs.DataSet;
import io.demur.inputs.TableSchema;
import io.demur.logits.InputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Public data sets in the form in which their makers publish them, below a folder of the user's.
 *
 * <p>A file that is not there is an {@link InputException} that says where it is expected and where to get it.
 */
public final class PublicData {
    /** Bank Marketing; {@code contact} has two values, {@code unknown} is a category like any other: 62 features. */
    public static final TableSchema BANK_MARKETING = TableSchema.label("y")
            .classes("no", "yes")
            .with(ColumnRole.NUMERIC, "age", "duration", "campaign", "pdays", "previous", "emp.var.rate")
            .with(ColumnRole.NUMERIC, "cons.price.idx", "cons.conf.idx", "euribor3m", "nr.employed")
            .with(ColumnRole.CATEGORICAL, "job", "marital", "education", "default", "housing", "loan")
            .with(ColumnRole.CATEGORICAL, "month", "day_of_week", "poutcome")
            .with(ColumnRole.BINARY, "contact");

    /** Online Shoppers; the codes of system, browser, region and traffic are taken as numbers: 28 features. */
    public static final TableSchema ONLINE_SHOPPERS = TableSchema.label("Revenue")
            .classes("FALSE", "TRUE")
            .with(ColumnRole.NUMERIC, "Administrative", "Administrative_Duration", "Informational")
            .with(ColumnRole.NUMERIC, "Informational_Duration", "ProductRelated", "ProductRelated_Duration")
            .with(ColumnRole.NUMERIC, "BounceRates", "ExitRates", "PageValues", "SpecialDay")
            .with(ColumnRole.NUMERIC, "OperatingSystems", "Browser", "Region", "TrafficType")
            .with(ColumnRole.CATEGORICAL, "Month", "VisitorType")
            .with(ColumnRole.BINARY, "Weekend");

    private PublicData() {}

    /**
     * Banking77: what 13,083 bank customers want, 77 intents (Casanueva et al. 2020). Classes are sorted by name.
     *
     * @param folder holds {@code banking77/train.csv} and {@code banking77/test.csv}
     */
    public static TrainAndTest banking77(Path folder) {
        String origin = "Banking77, https://github.com/PolyAI-LDN/task-specific-datasets";
        TextSchema schema = TextSchema.of("text", "category");
        DataSet train = DataFiles.texts(expected(folder, "banking77/train.csv", origin), schema);
        Path test = expected(folder, "banking77/test.csv", origin);
        return new TrainAndTest(train, DataFiles.texts(test, schema.classes(train.classNames())));
    }

    /**
     * IMDB: 50,000 reviews of films, negative or positive (Maas et al. 2011).
     *
     * @param folder holds {@code aclImdb/train} and {@code aclImdb/test}, each with folders {@code neg} and {@code pos}
     */
    public static TrainAndTest imdb(Path folder) {
        String origin = "Large Movie Review Dataset, https://ai.stanford.edu/~amaas/data/sentiment/";
        List<String> classes = List.of("neg", "pos");
        for (String part : List.of("aclImdb/train", "aclImdb/test")) {
            classes.forEach(name -> expected(folder, part + "/" + name, origin));
        }
        return new TrainAndTest(
                DataFiles.folders(folder.resolve("aclImdb/train"), classes, EmptyTexts.REFUSE),
                DataFiles.folders(folder.resolve("aclImdb/test"), classes, EmptyTexts.REFUSE));
    }

    /**
     * Bank Marketing: 41,188 phone calls, did the customer subscribe (Moro et al. 2014).
     *
     * @param folder holds {@code uci/bank-additional-full.csv}
     */
    public static DataSet bankMarketing(Path folder) {
        String origin = "Bank Marketing, https://archive.ics.uci.edu/dataset/222/bank+marketing";
        return DataFiles.table(expected(folder, "uci/bank-additional-full.csv", origin), BANK_MARKETING);
    }

    /**
     * Online Shoppers: 12,330 visits, did the visitor buy (Sakar et al. 2019).
     *
     * @param folder holds {@code uci/online_shoppers_intention.csv}
     */
    public static DataSet onlineShoppers(Path folder) {
        String origin = "Online Shoppers Purchasing Intention, https://archive.ics.uci.edu/dataset/468/"
                + "online+shoppers+purchasing+intention+dataset";
        return DataFiles.table(expected(folder, "uci/online_shoppers_intention.csv", origin), ONLINE_SHOPPERS);
    }

    private static Path expected(Path folder, String name, String origin) {
        Path path = folder.resolve(name);
        if (!Files.exists(path)) {
            throw new InputException(path.toString(), "is not there", "put it there; it is part of " + origin);
        }
        return path;
    }
}
