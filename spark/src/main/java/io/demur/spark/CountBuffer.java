package io.demur.spark;

import io.demur.metric.BoundedAccumulator;
import java.io.Externalizable;
import java.io.IOException;
import java.io.ObjectInput;
import java.io.ObjectOutput;

/** Counts that travel in their own compact form. */
public final class CountBuffer implements Externalizable {
    private static final long serialVersionUID = 1L;

    private transient BoundedAccumulator counts = new BoundedAccumulator();

    /** Empty. */
    public CountBuffer() {}

    BoundedAccumulator counts() {
        return counts;
    }

    @Override
    public void writeExternal(ObjectOutput out) throws IOException {
        byte[] bytes = Squeezed.of(counts.toBytes());
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    @Override
    public void readExternal(ObjectInput in) throws IOException {
        byte[] bytes = new byte[in.readInt()];
        in.readFully(bytes);
        counts = BoundedAccumulator.fromBytes(Squeezed.undo(bytes));
    }
}
