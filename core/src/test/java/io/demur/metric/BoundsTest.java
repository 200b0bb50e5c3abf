package io.demur.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class BoundsTest {
    private static final Value NONE = Value.undefined(ReasonCode.ALL_RIGHT);

    @Test
    void aValueIsANumberOrAReason() {
        assertThat(Value.of(.25).get()).isEqualTo(.25);
        assertThat(Value.of(.25).map(x -> 2 * x)).isEqualTo(Value.of(.5));
        assertThat(NONE.number()).isEmpty();
        assertThat(NONE.map(x -> 2 * x)).isEqualTo(NONE);
        assertThatThrownBy(NONE::get).isInstanceOf(IllegalStateException.class).hasMessageContaining("ALL_RIGHT");
        assertThatThrownBy(() -> Value.of(Double.NaN))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a defined value is not NaN");
    }

    @Test
    void boundsAreOrdered() {
        Bounds bounds = Bounds.between(Value.of(.75), Value.of(.25));
        assertThat(bounds).isEqualTo(new Bounds(Value.of(.25), Value.of(.75)));
        assertThat(bounds.width()).hasValue(.5);
        assertThat(bounds.middle()).isEqualTo(Value.of(.5));
        assertThat(bounds.isExact()).isFalse();
    }

    @Test
    void exactBoundsAreTheValue() {
        Bounds exact = Bounds.exact(Value.of(.1));
        assertThat(exact.isExact()).isTrue();
        assertThat(exact.middle()).isEqualTo(Value.of(.1));
        assertThat(exact.width()).hasValue(0);
    }

    @Test
    void oneReasonIsEnough() {
        assertThat(Bounds.between(Value.of(1), NONE)).isEqualTo(Bounds.exact(NONE));
        assertThat(Bounds.between(NONE, Value.of(1))).isEqualTo(Bounds.exact(NONE));
        assertThat(Bounds.exact(NONE).width()).isEmpty();
        assertThat(Bounds.exact(NONE).middle()).isEqualTo(NONE);
    }
}
