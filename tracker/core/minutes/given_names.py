"""Given names that are common in Denmark: with one of these a lone capitalised word is a person, not a thing.

Everyday knowledge rather than a register: a name that is missing here is still known from the list of those present.
"""

GIVEN_NAMES = frozenset(
    """
    Aage Adam Agnes Ahmad Ahmed Aisha Ali Alma Amalie Amina Amir Anders Andrea Andreas Ane Anette Anita Anja Ann
    Anna Anne Annette Annelise Anni Annika Anton Arne Asger Asta Astrid August Axel Bashir Benjamin Bent Bente Benny
    Berit Bettina Birgit Birgitte Birger Birte Birthe Bjarne Bo Bodil Boris Brian Britt Britta Camilla Carina Carl
    Carsten Casper Cecilie Charlotte Christa Christian Christina Christoffer Claus Connie Dan Daniel David Dennis
    Ditte Dorte Dorthe Ebbe Eigil Ejnar Ejvind Elin Elisabeth Ella Ellen Else Elsebeth Emil Emilie Emma Erik Erling
    Esben Esther Eva Fatima Fatma Finn Flemming Frank Freja Frederik Freddy Frida Frode Georg Gerda Gert Gitte Grete
    Grethe Gry Gunnar Gustav Hanna Hanne Hans Harald Hassan Heidi Heinrich Helen Helena Helene Helge Helga Helle
    Henning Henriette Henrik Herdis Hugo Ib Ibrahim Ida Inga Inge Ingeborg Inger Ingrid Irene Iris Isabella Ivan
    Jacob Jakob Jan Jane Janne Jannie Jean Jens Jeppe Jesper Jette Joan Johan Johanne Johannes John Johnny Jon Jonas
    Jonna Josefine Julie Jytte Jørgen Jørn Kaj Karen Karin Karina Karl Karla Karsten Kasper Katja Katrine Kenneth
    Kim Kirsten Kirstine Kjeld Klara Klaus Knud Kristian Kristina Kristine Kristoffer Kurt Lars Lasse Laura Lauge
    Laurits Leif Lena Lene Leo Lilian Lillian Lillie Line Linda Lis Lisa Lisbeth Lisbet Lise Lone Lotte Louise Lucas
    Ludvig Lykke Maja Malene Malthe Maren Margit Margrethe Maria Marianne Marie Marlene Martin Mathias Mathilde Max
    Mehmet Merete Merethe Mette Mia Michael Michelle Mikael Mikkel Minna Mogens Mohamed Mohammad Mona Monica Morten
    Mustafa Nadia Nanna Natascha Nete Nicolai Nicole Niels Nikolaj Nina Nora Nuka Olav Ole Oliver Olivia Omar Oscar
    Otto Ove Palle Pauline Peder Per Pernille Peter Philip Pia Poul Preben Rasmus Rebecca Regitze Rene Richard Rikke
    Ritha Robert Rolf Rosa Rune Ruth Sabine Said Salim Samira Sanne Sara Sebastian Selma Signe Sigrid Simon Simone
    Sine Sisse Sofie Sofus Solveig Sonja Steen Steffen Stig Stine Susan Susanne Susi Svend Søren Tanja Tage Tenna
    Thea Theis Thomas Thor Thorbjørn Thorkild Thyra Tim Tina Tine Tobias Tom Tommy Tone Torben Tove Trine Troels
    Tyge Uffe Ulla Ulrik Valdemar Vera Vibe Vibeke Victor Viggo Viktor Villy Vivi Vivian William Winnie Yasmin Yrsa
    Yusuf Yvonne Zainab Åge Åse Øjvind
    """.split()
)
