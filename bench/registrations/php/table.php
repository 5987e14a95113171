<?php
// The directory of one table: one GetItem, signed by hand, and the row as XML. It is measured against, nothing else.
// There is no SDK, so it does less work than such a script usually does.
$body = json_encode([
    'TableName' => $_SERVER['TABLES_PREFIX'] . 'users',
    'Key' => ['domain' => ['S' => $_POST['domain'] ?? ''], 'key' => ['S' => 'user#' . ($_POST['user'] ?? '')]],
]);
$host = parse_url($_SERVER['TABLES_URL'], PHP_URL_HOST) . ':' . parse_url($_SERVER['TABLES_URL'], PHP_URL_PORT);
$stamp = gmdate('Ymd\THis\Z');
$scope = substr($stamp, 0, 8) . '/' . $_SERVER['TABLES_REGION'] . '/dynamodb/aws4_request';
$asked = "POST\n/\n\nhost:$host\nx-amz-date:$stamp\n\nhost;x-amz-date\n" . hash('sha256', $body);
$secret = 'AWS4' . $_SERVER['TABLES_SECRET'];
foreach (explode('/', $scope) as $part) {
    $secret = hash_hmac('sha256', $part, $secret, true);
}
$signature = hash_hmac('sha256', "AWS4-HMAC-SHA256\n$stamp\n$scope\n" . hash('sha256', $asked), $secret);
$answer = file_get_contents($_SERVER['TABLES_URL'], false, stream_context_create(['http' => [
    'method' => 'POST',
    'timeout' => 2,
    'header' => [
        'Content-Type: application/x-amz-json-1.0',
        'X-Amz-Target: DynamoDB_20120810.GetItem',
        "X-Amz-Date: $stamp",
        "Authorization: AWS4-HMAC-SHA256 Credential={$_SERVER['TABLES_KEY']}/$scope, "
            . "SignedHeaders=host;x-amz-date, Signature=$signature",
    ],
    'content' => $body,
]]));
$item = $answer === false ? null : (json_decode($answer, true)['Item'] ?? null);
if ($item === null) {
    http_response_code(502);
    exit;
}
$user = json_decode($item['body']['S'], true);
$said = fn(?string $text): string => htmlspecialchars($text ?? '', ENT_XML1 | ENT_QUOTES);
header('Content-Type: text/xml');
?>
<document type="freeswitch/xml">
  <section name="directory">
    <domain name="<?= $said($item['domain']['S']) ?>">
      <users>
        <user id="<?= $said($user['id']) ?>">
          <params>
            <param name="a1-hash" value="<?= $said($item['a1_hash']['S']) ?>"/>
          </params>
          <variables>
            <variable name="accountcode" value="<?= $said($user['id']) ?>"/>
            <variable name="user_context" value="public"/>
            <variable name="effective_caller_id_name" value="<?= $said($user['name'] ?? $user['id']) ?>"/>
            <variable name="effective_caller_id_number" value="<?= $said($user['id']) ?>"/>
          </variables>
        </user>
      </users>
    </domain>
  </section>
</document>
