"""What a language model of the user's proposes of the sentences of an article.

    model = LanguageModel("http://localhost:8080", "gemma-3-27b", budget="2,000 calls")
    kg.build("articles/", extractors=("rules", "network", "llm"), llm=model)

The model is asked about one sentence at a time, over the protocol of OpenAI, for proposals in the terms of the ontology
(``schema``). What it answers is words of the sentence and names of terms; ``kg.extract`` finds them in the text and
decides. No other module asks a model, and this one knows no article but what it is handed.
"""

from kg.llm.layer import LAYER, Answered, ProposalLayer, Proposed, ProposedRole
from kg.llm.options import LanguageModel

__all__ = ["LAYER", "Answered", "LanguageModel", "ProposalLayer", "Proposed", "ProposedRole"]
