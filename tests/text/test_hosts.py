"""Who opens a talk like a show asks there, however many questions there are."""

import pytest

from qualcode.readers import read
from qualcode.text.roles import hosts

TALK = [
    ("Wren", "Hello and welcome back to Tide Tables, I’m Wren Alder."),
    ("Oskar", "And I’m Oskar Finn, still wet from the ferry."),
    ("Wren", "With us is a woman who has kept this light for thirty years."),
    ("Maud", "Good morning to you both."),
    ("Oskar", "What does a keeper do all night?"),
    ("Maud", "She listens to the engine and she reads."),
    ("Wren", "I read that you never sleep."),
    ("Maud", "I sleep when it is foggy, oddly enough."),
    ("Wren", "How do you stay awake?"),
    ("Maud", "With my neighbour’s letters."),
    ("Oskar", "And what do they write?"),
    ("Maud", "That the bread is late again."),
    ("Oskar", "Who bakes it?"),
    ("Maud", "My brother, on the other shore."),
    ("Wren", "Lovely, we will visit him."),
    ("Maud", "Do, he would be pleased."),
    ("Wren", "Maud, thank you so much."),
    ("Maud", "You are welcome."),
]
SIARAN = [
    ("Laras", "Halo, balik lagi di Kopi Sore, saya Laras."),
    ("Bima", "Dan gue Bima."),
    ("Laras", "Tamu kita hari ini pembuat layang-layang."),
    ("Wayan", "Terima kasih sudah diundang."),
    ("Bima", "Bambunya dari mana?"),
    ("Wayan", "Dari kebun kakek, dekat sungai."),
    ("Bima", "Kenapa ekornya panjang?"),
    ("Wayan", "Supaya tenang di angin kencang."),
    ("Laras", "Keren sekali layangannya."),
    ("Wayan", "Terima kasih."),
    ("Bima", "Berapa harganya?"),
    ("Wayan", "Yang besar dua juta."),
    ("Laras", "Lalu siapa yang membelinya?"),
    ("Wayan", "Banjar sebelah, tiap bulan Juli."),
    ("Laras", "Kak Wayan, terima kasih banyak."),
]


@pytest.mark.parametrize(("talk", "asking"), [(TALK, ("Wren", "Oskar")), (SIARAN, ("Laras", "Bima"))])
def test_whoever_opens_a_show_is_a_host_and_so_is_who_is_presented_below(talk, asking):
    assert hosts(talk) == asking
    source = "\n\n".join(f"{who}: {text}" for who, text in talk)
    reading = read("show.txt", source.encode())
    assert reading.asking == asking
    assert "hosts-by-opening" in {it.code for it in reading.findings if it.level == "warning"}


@pytest.mark.parametrize(
    "opening",
    [
        ("Maud", "Welcome to my house, mind the step."),
        ("Maud", "Selamat datang di rumah kami."),
        ("Wren", "Hello, I’m Wren."),
        ("Wren", "You are welcome to smoke."),
    ],
)
def test_a_welcome_at_home_or_a_name_alone_opens_no_show(opening):
    assert hosts([opening, *TALK[2:]]) == ()


def test_a_guest_who_asks_as_much_as_the_host_leaves_it_open():
    asks = [("Maud", "Do you know what that is?"), ("Wren", "No."), ("Maud", "Shall I show you?")] * 3
    assert hosts([*TALK[:1], *TALK[2:], *asks]) == ()


def test_labels_that_name_roles_say_it_themselves():
    source = "\n\n".join(f"{who}: {text}" for who, text in TALK).replace("Maud:", "Guest:").replace("Wren:", "Host:")
    assert read("show.txt", source.encode()).asking == ()
