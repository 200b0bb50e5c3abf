package io.demur.train.recipe;

import static org.assertj.core.api.Assertions.assertThat;

import io.demur.train.recipe.DataSpec.Masks;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** The settings by which the documentation reads Cityscapes with masks that hold classes already. */
class TrainIdsTest {
    @Test
    void readyTrainIdsAreClasses() {
        Recipe recipe = RecipeDraft.bundled("cityscapes")
                .with("data.mask-suffix=_gtFine_labelTrainIds.png")
                .with("data.coding=classes")
                .with("data.void=255")
                .recipe();
        Masks masks = ((DataSpec.Segmentation) recipe.data()).masks();
        assertThat(masks.none()).isEqualTo(OptionalInt.of(255));
        assertThat(masks.coding()).isEqualTo(Masks.Coding.CLASSES);
        assertThat(masks.files().maskSuffix()).isEqualTo("_gtFine_labelTrainIds.png");
        assertThat(masks.files().classNames()).hasSize(19).startsWith("road", "sidewalk");
    }
}
