"""Words that sentences about values are joined with: what relates a value to what it is, and where a state is said."""

from __future__ import annotations

IS = "is|are|be|equals|equal|returns|return|gives|give|yields|yield|has|have|maps to|map to|evaluates to|comes to|becomes|become|produces|is set to|is reported as|are reported as|reports|is mapped to|are mapped to|translates to|is translated to|stays|reads"
CALLED = "is called|are called|is named|are named|called|is known as|goes by|is labelled|is spelled|is spelt|is reported as|is encoded as|are encoded as|is represented as|is represented by|maps to|map to|maps onto|is numbered|corresponds to|correspond to|stands for|turns into|is turned into|are turned into|converts to|convert to|converts into|convert into|is converted to|is converted into|are converted to|are converted into|becomes|become|translates to|is translated to|is translated into|ends up as|end up as|comes out as|is"
FOR = "for|of|on|in|with|given|when|while|if"
PRINTS = "prints as|print as|displays as|display as|is printed as|is displayed as|is shown as|are shown as|shows as|formats as|is formatted as|renders as|is rendered as|prints|displays|reads|shows"

__all__ = ["CALLED", "FOR", "IS", "PRINTS"]
