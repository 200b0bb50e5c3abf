package io.demur.spark;

import io.demur.io.json.Json;
import io.demur.io.json.SelectorJson;
import io.demur.logits.InputException;
import io.demur.logits.InputKind;
import io.demur.score.Score;
import io.demur.select.Selector;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.SparkSessionExtensions;
import org.apache.spark.sql.catalyst.FunctionIdentifier;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.ExpressionInfo;
import org.apache.spark.sql.catalyst.expressions.GetStructField;
import scala.Function1;
import scala.Option;
import scala.Tuple3;
import scala.collection.immutable.Seq;
import scala.jdk.javaapi.CollectionConverters;
import scala.runtime.AbstractFunction1;
import scala.runtime.BoxedUnit;

/**
 * Adds functions to Spark SQL, by {@code spark.sql.extensions=io.demur.spark.DemurExtensions}.
 *
 * <ul>
 *   <li>{@code demur_confidence(logits, 'logit-norm:p=5')}: the confidence by a score; null where a logit is not finite.
 *   <li>{@code demur_accept(logits, 'selector.json'[, group])}: whether the row is answered.
 *   <li>{@code demur_decide(logits, 'selector.json'[, group])}: a structure of confidence, accept, prediction and reason.
 * </ul>
 *
 * <p>A selector is read once, on the driver, and travels with the query. Logits are vectors or arrays of FLOAT or DOUBLE.
 */
public final class DemurExtensions extends AbstractFunction1<SparkSessionExtensions, BoxedUnit> {
    private static final String CONFIDENCE = "demur_confidence";
    private static final String ACCEPT = "demur_accept";
    private static final String DECIDE = "demur_decide";

    /** For Spark, which makes one by its name. */
    public DemurExtensions() {}

    @Override
    public BoxedUnit apply(SparkSessionExtensions extensions) {
        add(extensions, CONFIDENCE, arguments -> {
            require(CONFIDENCE, "logits and the text of a score", arguments.size() == 2);
            String score = Score.parse(text(CONFIDENCE, arguments.get(1))).toString();
            return new ScoreExpression(score, seq(arguments.subList(0, 1)));
        });
        add(extensions, DECIDE, arguments -> decide(DECIDE, arguments));
        add(
                extensions,
                ACCEPT,
                arguments -> new GetStructField(
                        decide(ACCEPT, arguments), SelectorExpression.ACCEPT, Option.apply("accept")));
        return BoxedUnit.UNIT;
    }

    @FunctionalInterface
    private interface Builder {
        Expression build(List<Expression> arguments);
    }

    private static void add(SparkSessionExtensions extensions, String name, Builder builder) {
        Function1<Seq<Expression>, Expression> function = new AbstractFunction1<>() {
            @Override
            public Expression apply(Seq<Expression> arguments) {
                return builder.build(CollectionConverters.asJava(arguments));
            }
        };
        ExpressionInfo info = new ExpressionInfo(DemurExtensions.class.getName(), name);
        extensions.injectFunction(new Tuple3<>(new FunctionIdentifier(name), info, function));
    }

    private static SelectorExpression decide(String function, List<Expression> arguments) {
        require(
                function,
                "logits, the file of a selector, and perhaps a group",
                arguments.size() == 2 || arguments.size() == 3);
        Selector selector = SelectorJson.read(Path.of(text(function, arguments.get(1))));
        List<Expression> children =
                arguments.size() == 3 ? List.of(arguments.get(0), arguments.get(2)) : arguments.subList(0, 1);
        return new SelectorExpression(
                Json.write(SelectorJson.of(selector)), InputKind.LOGITS.toString(), seq(children));
    }

    private static Seq<Expression> seq(List<Expression> list) {
        return CollectionConverters.asScala(list).toSeq();
    }

    private static String text(String function, Expression argument) {
        require(function, "a text that does not depend on the row", argument.foldable());
        return String.valueOf(argument.eval(null));
    }

    private static void require(String function, String wanted, boolean holds) {
        if (!holds) {
            throw new InputException(function, "needs " + wanted);
        }
    }
}
