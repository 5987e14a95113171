<?php
// The directory as a demo has it: no database, every user has the same password. It is measured against, nothing else.
$user = htmlspecialchars($_POST['user'] ?? '', ENT_XML1 | ENT_QUOTES);
$domain = htmlspecialchars($_POST['domain'] ?? '', ENT_XML1 | ENT_QUOTES);
header('Content-Type: text/xml');
?>
<document type="freeswitch/xml">
  <section name="directory">
    <domain name="<?= $domain ?>">
      <params>
        <param name="dial-string" value="{presence_id=${dialed_user}@${dialed_domain}}${sofia_contact(${dialed_user}@${dialed_domain})}"/>
      </params>
      <groups>
        <group name="default">
          <users>
            <user id="<?= $user ?>">
              <params>
                <param name="password" value="mypassword"/>
              </params>
              <variables>
                <variable name="accountcode" value="<?= $user ?>"/>
                <variable name="user_context" value="public"/>
                <variable name="effective_caller_id_name" value="<?= $user ?>"/>
                <variable name="effective_caller_id_number" value="<?= $user ?>"/>
                <variable name="outbound_caller_id_name" value="Example"/>
                <variable name="outbound_caller_id_number" value="496131123456789"/>
                <variable name="mySuperVariable" value="1234"/>
              </variables>
            </user>
          </users>
        </group>
      </groups>
    </domain>
  </section>
</document>
