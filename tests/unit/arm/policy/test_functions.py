"""The functions of expressions: what they give, and when they fail."""

from typing import Any

import pytest

from arm.policy.expressions.functions.catalogue import CONTEXTUAL, FUNCTIONS, is_refused, signature
from tests.unit.arm.policy.asking import failure_of, value_of

GIVES = [
    # logic
    ("[equals('a', 'A')]", False),
    ("[equals(createArray(1, 'a'), createArray(1, 'a'))]", True),
    ("[equals(createObject('a', 1), createObject('a', 1))]", True),
    ("[equals(1, '1')]", False),
    ("[equals(1, true())]", False),
    ("[equals(null(), null())]", True),
    ("[not(false())]", True),
    ("[and(true(), equals(1, 1))]", True),
    ("[and(true(), false(), true())]", False),
    ("[or(false(), true())]", True),
    ("[if(true(), 'a', substring('x', 5))]", "a"),
    ("[if(false(), substring('x', 5), 'b')]", "b"),
    ("[bool('True')]", True),
    ("[bool('false')]", False),
    ("[bool(0)]", False),
    ("[bool(1)]", True),
    ("[coalesce(null(), '', 'x')]", ""),
    ("[coalesce('x')]", "x"),
    ("[coalesce(null())]", None),
    ("[less(1, 2)]", True),
    ("[less('a', 'b')]", True),
    ("[greater('A', 'a')]", True),
    ("[less('a', 'A')]", True),
    ("[greaterOrEquals('2021-01-01', '2019-04-01')]", True),
    ("[lessOrEquals(2, 2)]", True),
    # numbers
    ("[add(1, 2)]", 3),
    ("[sub(1, 2)]", -1),
    ("[mul(3, -2)]", -6),
    ("[div(7, 2)]", 3),
    ("[div(-7, 2)]", -3),
    ("[mod(7, 3)]", 1),
    ("[mod(-7, 3)]", -1),
    ("[int('12')]", 12),
    ("[int(' -3 ')]", -3),
    ("[float('1.5')]", 1.5),
    ("[float(2)]", 2.0),
    ("[min(3, 1, 2)]", 1),
    ("[max(createArray(3, 1, 2))]", 3),
    ("[range(5, 3)]", [5, 6, 7]),
    ("[range(5, 0)]", []),
    # texts
    ("[concat('a', 1, true())]", "a1True"),
    ("[concat(createArray(1), createArray('b'))]", [1, "b"]),
    ("[toLower('AbÇ')]", "abç"),
    ("[toUpper('abç')]", "ABÇ"),
    ("[trim('  a b ')]", "a b"),
    ("[replace('aXbX', 'X', '-')]", "a-b-"),
    ("[replace('aXb', 'x', '-')]", "aXb"),
    ("[substring('abcdef', 2)]", "cdef"),
    ("[substring('abcdef', 2, 3)]", "cde"),
    ("[substring('abc', 3)]", ""),
    ("[startsWith('Abc', 'aB')]", True),
    ("[endsWith('abC', 'Bc')]", True),
    ("[indexOf('abcABC', 'C')]", 2),
    ("[lastIndexOf('abcABC', 'c')]", 5),
    ("[indexOf('abc', 'z')]", -1),
    ("[indexOf('abc', '')]", 0),
    ("[indexOf(createArray('A', 'a'), 'a')]", 1),
    ("[padLeft('5', 3, '0')]", "005"),
    ("[padLeft(5, 3, '0')]", "005"),
    ("[padLeft('12345', 3)]", "12345"),
    ("[padLeft('a', 3)]", "  a"),
    ("[padLeft(null(), 2, '0')]", "00"),
    ("[indexOf('Straße 1', '1')]", 7),
    ("[split('a,b,,c', ',')]", ["a", "b", "", "c"]),
    ("[split('', ',')]", [""]),
    ("[split('a;b,c', createArray(',', ';'))]", ["a", "b", "c"]),
    ("[string(12)]", "12"),
    ("[string(true())]", "True"),
    ("[string(createObject('a', createArray(1, 'x')))]", '{"a":[1,"x"]}'),
    ("[string('x')]", "x"),
    ("[format('{0} is {1:D3}{{}}', 'a', 7)]", "a is 007{}"),
    ("[format('{0,5}|{0,-5}|', 'ab')]", "   ab|ab   |"),
    ("[format('{0:N1}', 1234)]", "1,234.0"),
    ("[format('{0:000}', 7)]", "007"),
    ("[format('{0:X2}', 10)]", "0A"),
    ("[join(createArray('a', 'b', 3), '; ')]", "a; b; 3"),
    # collections
    ("[length('abc')]", 3),
    ("[length(createArray(1, 2))]", 2),
    ("[length(createObject('a', 1))]", 1),
    ("[empty('')]", True),
    ("[empty(null())]", True),
    ("[empty(createArray())]", True),
    ("[empty(createObject())]", True),
    ("[empty('a')]", False),
    ("[first('abc')]", "a"),
    ("[last('abc')]", "c"),
    ("[first('')]", ""),
    ("[first(createArray())]", None),
    ("[last(createArray(1, 2))]", 2),
    ("[take('abc', 2)]", "ab"),
    ("[take(createArray(1, 2), 9)]", [1, 2]),
    ("[take('abc', -1)]", ""),
    ("[skip(createArray(1, 2, 3), 1)]", [2, 3]),
    ("[skip('abc', -1)]", "abc"),
    ("[skip('abc', 9)]", ""),
    ("[contains('abc', 'b')]", True),
    ("[contains('abc', 'B')]", False),
    ("[contains(createArray('a', 'b'), 'A')]", False),
    ("[contains(createArray(1, 2), 2)]", True),
    ("[contains(createObject('Ab', 1), 'aB')]", True),
    ("[array('a')]", ["a"]),
    ("[array(createArray('a'))]", ["a"]),
    ("[union(createArray(1, 2), createArray(2, 3, 2))]", [1, 2, 3]),
    (
        "[union(createObject('a', 1, 'n', createObject('x', 1)), createObject('A', 2, 'n', createObject('y', 2)))]",
        {"a": 2, "n": {"x": 1, "y": 2}},
    ),
    ("[intersection(createArray(1, 2, 3), createArray(3, 1))]", [1, 3]),
    ("[intersection(createObject('a', 1, 'b', 2), createObject('a', 1, 'b', 3))]", {"a": 1}),
    ("[items(createObject('b', 1, 'A', 2))]", [{"key": "A", "value": 2}, {"key": "b", "value": 1}]),
    ("[objectKeys(createObject('b', 1, 'a', 2))]", ["b", "a"]),
    ("[shallowMerge(createArray(createObject('a', 1), createObject('A', 2)))]", {"A": 2}),
    ("[tryGet(createObject('a', createArray(1, 2)), 'A', 1)]", 2),
    ("[tryGet(createObject('a', 1), 'b')]", None),
    ("[tryGet(createArray(1), 5)]", None),
    ("[tryGet('text', 'a')]", None),
    ("[tryIndexFromEnd(createArray(1, 2, 3), 1)]", 3),
    ("[tryIndexFromEnd(createArray(1), 2)]", None),
    # encodings
    ("[json('{\"a\": [1, null]}')]", {"a": [1, None]}),
    ("[base64('Hällo')]", "SMOkbGxv"),
    ("[base64ToString('SMOkbGxv')]", "Hällo"),
    ("[base64ToJson(base64('{\"a\": 1}')).a]", 1),
    ("[dataUri('Hello')]", "data:text/plain;charset=utf8;base64,SGVsbG8="),
    ("[dataUriToString(dataUri('Hello'))]", "Hello"),
    ("[dataUriToString('data:,a%20b')]", "a b"),
    ("[uri('http://contoso.org/firstpath/', 'a.sh')]", "http://contoso.org/firstpath/a.sh"),
    ("[uri('http://contoso.org/firstpath', 'a.sh')]", "http://contoso.org/a.sh"),
    ("[uriComponent('http://a b/ü')]", "http%3A%2F%2Fa%20b%2F%C3%BC"),
    ("[uriComponentToString('a%2Fb')]", "a/b"),
    # dates and addresses
    ("[addDays('2024-02-28T12:30:00Z', 2)]", "2024-03-01T12:30:00.0000000Z"),
    ("[addDays('2024-01-01T00:00:00.1234567Z', -1)]", "2023-12-31T00:00:00.1234560Z"),
    ("[ipRangeContains('10.0.0.0/16', '10.0.3.0/24')]", True),
    ("[ipRangeContains('10.0.0.0/24', '10.0.0.0/16')]", False),
    ("[ipRangeContains('10.0.0.1-10.0.0.9', '10.0.0.9')]", True),
    ("[ipRangeContains('10.0.0.1-10.0.0.9', '10.0.0.8-10.0.0.10')]", False),
    ("[ipRangeContains('10.0.0.7/24', '10.0.0.200')]", True),
    ("[ipRangeContains('2001:db8::/32', '2001:db8::3:fffe')]", True),
    (
        "[parseCidr('10.144.0.0/20')]",
        {
            "network": "10.144.0.0",
            "netmask": "255.255.240.0",
            "broadcast": "10.144.15.255",
            "firstUsable": "10.144.0.1",
            "lastUsable": "10.144.15.254",
            "cidr": 20,
        },
    ),
    ("[cidrSubnet('10.144.0.0/20', 24, 3)]", "10.144.3.0/24"),
    ("[cidrHost('10.144.3.0/24', 1)]", "10.144.3.2"),
]

FAILS = [
    ("[and('true', true())]", "takes a boolean"),
    ("[not('true')]", "takes a boolean"),
    ("[if('true', 1, 2)]", "takes a boolean"),
    ("[bool('maybe')]", "`bool`"),
    ("[int('')]", "`int`"),
    ("[int('1.5')]", "`int`"),
    ("[float('x')]", "`float`"),
    ("[add('1', 2)]", "`add`"),
    ("[div(1, 0)]", "by zero"),
    ("[mod(1, 0)]", "by zero"),
    ("[less(1, '2')]", "two integers or two strings"),
    ("[substring('abc', 0, 9)]", "outside"),
    ("[substring('abc', -1)]", "outside"),
    ("[substring('abc', 5)]", "outside"),
    ("[split(5, ',')]", "`split`"),
    ("[length(5)]", "`length`"),
    ("[empty(5)]", "`empty`"),
    ("[first(5)]", "`first`"),
    ("[concat(createArray(1), 'a')]", "`concat`"),
    ("[concat('a', null())]", "`concat`"),
    ("[union(createArray(1), createObject('a', 1))]", "`union`"),
    ("[createObject('a')]", "`createObject`"),
    ("[json('{')]", "`json`"),
    ("[base64ToString('*')]", "`base64ToString`"),
    ("[dataUriToString('x')]", "`dataUriToString`"),
    ("[addDays('yesterday', 1)]", "`addDays`"),
    ("[addDays('2024-02-30', 1)]", "`addDays`"),
    ("[addDays('2024-02-20', 99999999)]", "calendar"),
    ("[ipRangeContains('10.0.0.0/8', '::1')]", "mix families"),
    ("[ipRangeContains('10.0.0.9-10.0.0.1', '10.0.0.1')]", "empty range"),
    ("[ipRangeContains('ten', '10.0.0.1')]", "takes an address"),
    ("[cidrSubnet('10.0.0.0/24', 20, 0)]", "no subnet"),
    ("[cidrHost('10.0.0.0/30', 9)]", "no host"),
    ("[parseCidr('x')]", "takes a CIDR"),
    ("[format('{1}', 'a')]", "no value"),
    ("[format('{0:D}', 1.5)]", "cannot write"),
    ("[padLeft('a', 3, 'ab')]", "one character"),
    ("[padLeft(createArray(), 3)]", "`padLeft`"),
    ("[replace('a', '', 'b')]", "empty text"),
    ("[range(0, -1)]", "`range`"),
    ("[join('a', ',')]", "takes an array"),
    ("[items('a')]", "takes an object"),
    ("[toLower(5)]", "takes a string"),
    ("[take(5, 1)]", "`take`"),
    ("[take('abc', 'x')]", "takes an integer"),
    ("[split('a', 5)]", "delimiter"),
    ("[max(createArray())]", "of nothing"),
]


@pytest.mark.parametrize(("expression", "expected"), GIVES)
def test_what_functions_give(expression: str, expected: Any) -> None:
    found = value_of(expression)
    assert found == expected
    assert type(found) is type(expected)


@pytest.mark.parametrize(("expression", "message"), FAILS)
def test_what_functions_refuse(expression: str, message: str) -> None:
    assert message in failure_of(expression)


@pytest.mark.parametrize(
    ("expression", "message"),
    [
        ("[substring(field('name'), 0, 9)]", "outside"),
        ("[int(field('kind'))]", "`int`"),
        ("[split(field('kind'), ',')[1]]", "no member 1"),
        ("[add(field('name'), 1)]", "`add`"),
    ],
)
def test_failures_that_depend_on_the_resource(expression: str, message: str) -> None:
    assert message in failure_of(expression)


ALLOWED = (
    "add addDays and array base64 base64ToJson base64ToString bool cidrHost cidrSubnet coalesce concat contains",
    "createArray createObject current dataUri dataUriToString div empty endsWith equals false field first float",
    "format greater greaterOrEquals guid if indexOf int intersection ipRangeContains items join json last",
    "lastIndexOf length less lessOrEquals max min mod mul not null objectKeys or padLeft parameters parseCidr",
    "policy range replace requestContext resourceGroup shallowMerge skip split startsWith string sub subscription",
    "substring take toLower toUpper trim true tryGet tryIndexFromEnd union uniqueString uri uriComponent",
    "uriComponentToString utcNow",
)


def test_every_allowed_function_is_there_and_no_refused_one() -> None:
    assert " ".join(ALLOWED).lower().split() == sorted(set(FUNCTIONS) | set(CONTEXTUAL))
    for name in ("reference", "listKeys", "resourceId", "variables", "dateTimeAdd", "lambda", "contoso.mine"):
        assert is_refused(name)
        assert signature(name) is None
