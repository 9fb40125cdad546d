package io.querybatch.execution;

class ModelSharedAnswersTest extends SharedAnswersContract {

    @Override
    protected StoreUnderTest open() {
        return new ModelStoreUnderTest(KEYS);
    }
}
